"""Training of what links guidance to decisions and judges whether it pulls apart."""
