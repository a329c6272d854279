"""The program owner's workspace: one module or package a view."""
