"""MiniLM on the CPU through CTranslate2: built once from float weights, then int8."""
