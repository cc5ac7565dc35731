"""Property tests draw the same examples on every run, so that a red run can be repeated; more of them on demand.

`pytest --hypothesis-profile=search` looks for new counter-examples.
"""

from hypothesis import settings

settings.register_profile("gangmu", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=20_000, deadline=None)
settings.load_profile("gangmu")
