"""Pure ranking: facets, lexical index, fusion, constraints, diversity, reasons."""
