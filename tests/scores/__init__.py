"""How much of the corpus is read as others read it: a module a kind of export, each with `scores()`."""
