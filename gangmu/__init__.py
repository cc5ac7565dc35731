"""Gangmu 纲目: Chinese policy texts as a knowledge graph."""
