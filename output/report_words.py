"""What the report says in words, in Chinese and English; `{…}` is filled in."""

WORDS: dict[str, tuple[str, str]] = {
    "lead": (
        "这些文本说了什么、谁是中心、谁做什么、缺什么；每条关系都附原文。",
        "What the texts say, who and what is central, who does what, what is lacking; each relation with its sentence.",
    ),
    "network": (
        "关系最多的 80 个实体及其间文本所陈述的关系；实线为陈述，虚线为倡议，点线为否定。圆点越大，陈述句越多。完整的网络见 graph.html。",
        "The 80 entities with most statements, and what the texts state between them: solid lines stated, dashed called for, dotted absent; the larger the dot, the more statements. The whole network is in graph.html.",
    ),
    "central": (
        "按文本陈述的关系网络的 PageRank 排序：被许多本身就重要的实体指向的，数值高。",
        "By PageRank in the network of stated relations: high for what is pointed to by much that is itself important.",
    ),
    "bars": (
        "误差：把 {number} {units}有放回地重抽 {resamples} 次，每次重算；名次区间是 95% 的重抽所落的范围，“前{top}”是重抽中排进前 {top} 名的比例。区间重叠的实体，先后不可信。",
        "Error bars: the {number} {units} were drawn anew {resamples} times, with replacement, and measured each time; the interval holds the rank in 95 % of them, “top {top}” is the share in which it is among the first {top}. Where intervals overlap, the order is not to be trusted.",
    ),
    "stability": (
        "稳定系数 {value:.1f}（{how}）：随机去掉 {value:.0%} 的{units}，名次仍与原来基本一致。0.25 以下不宜解读名次，0.5 以上为好。",
        "Stability {value:.1f} ({how}): with {value:.0%} of the {units} left out at random, the ranking stays much the same. Below 0.25 ranks should not be read; above 0.5 is good.",
    ),
    "communities": (
        "彼此联系多于与外界联系的实体（Leiden 法，模块度 {modularity:.2f}，共 {groups} 个，只列三个实体以上的），以其最中心的概念命名。稳固：换随机种子，成员仍在同组的平均比例；各次划分的一致度（调整兰德指数）{agreement:.2f}。居间者：联系分散在几个社群的实体（参与系数大于 0.62）。",
        "Entities with more among themselves than with others (Leiden, modularity {modularity:.2f}, {groups} in all, those of three entities and more listed), named by their most central concepts. Firm: the mean share of random seeds in which members stay together; agreement of the divisions (adjusted Rand index) {agreement:.2f}. Between: entities with ties spread over several communities (participation above 0.62).",
    ),
    "strongest": (
        "先看多少篇文档陈述，再看多少句；每条附一句原文。",
        "By the number of documents that state them, then of sentences; each with one of its sentences.",
    ),
    "called_for": (
        "文本要求、主张或计划，而没有一处说已经如此的关系，按文档数排序。",
        "What the texts demand, advocate or plan, and nowhere say to be so; by the number of documents.",
    ),
    "matrix": (
        "组织（行）对政策与机制（列）的陈述次数，倡议与否定也计在内。",
        "Statements of organisations (rows) about policies and mechanisms (columns), called for and absent included.",
    ),
    "time": (
        "各年点名该实体的句子占全部句子的比例；色带为 95% 区间（Wilson；文档达八篇时计入文档间的差异）。文档少的年份区间很宽。",
        "Share of the sentences of each year that name the entity; bands are 95 % intervals (Wilson; with eight documents or more, allowing for differences between documents). Years with few documents have wide ones.",
    ),
    "extraction": (
        "实体与关系由语言规则、词表和一个小型统计模型从文本中抽取；“倡议”指文本要求、主张或计划的，“否定”指文本说缺乏、未做到或禁止的。抽取会出错：请以所附原文为准，完整证据见 tables/ 中的表格。",
        "Entities and relations are extracted from the texts by linguistic rules, word lists and a small statistical model. “Called for” is what a text demands, advocates or plans; “absent” what it says is lacking, failing or forbidden. Extraction errs: trust the sentences; all evidence is in the tables.",
    ),
    "measures": (
        "网络：文本陈述的关系，同一对实体的关系合并，权重为陈述句数。PageRank（Page 等 1999，阻尼 0.85）；社群用 Leiden（Traag 等 2019）；参与系数见 Guimerà 与 Amaral 2005；名次区间用自助法百分位（依 Hesterberg 2015 扩展）；稳定系数见 Epskamp 等 2018。共现不算关系。",
        "The network: relations that the texts state, those between two entities joined, weighted by the number of statements. PageRank (Page et al. 1999, damping 0.85); communities by Leiden (Traag et al. 2019); participation after Guimerà and Amaral 2005; rank intervals by the percentile bootstrap, expanded after Hesterberg 2015; stability after Epskamp et al. 2018. Mere co-occurrence is no relation.",
    ),
    "sampled": (
        "中介中心性由 {sources} 个起点中抽取的 {pivots} 个估计，标准误至多 {standard_error:.1e}。",
        "Betweenness is estimated from {pivots} of {sources} sources; standard error at most {standard_error:.1e}.",
    ),
    "shares": (
        "点名该实体的句子占各组全部句子的比例，附 95% 区间；q 是与其他各组之差的错误发现率，0.05 以下可信。",
        "Share of the sentences of each group that name the entity, with its 95 % interval; q is the false discovery rate of the difference from the other groups: below 0.05 it can be trusted.",
    ),
    "compared": (
        "{a}：{documents_a} 篇；{b}：{documents_b} 篇。比例是点名该实体的句子占全部句子的比例，附 95% 区间；q 是两边之差的错误发现率。同一实体按名称与别名对应。",
        "{a}: {documents_a} documents; {b}: {documents_b}. Shares are of the sentences that name the entity, with 95 % intervals; q is the false discovery rate of the difference. Entities are matched by name and alias.",
    ),
    "ranks": (
        "两边名次的 95% 区间不相交，才算升或降。",
        "An entity rose or fell only where the 95 % intervals of its ranks do not overlap.",
    ),
    "forces": (
        "同一关系两边都有，而力度或情态变了：可以 < 鼓励 < 一般倡议 < 必须；“落实”指由倡议或否定变为陈述。",
        "Relations that both sides have, with another force or modality: may < encouraged < called for < must; “realised”: called for or absent, then stated.",
    ),
}
