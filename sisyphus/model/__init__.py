"""Ground: frozen values, one module a subject. They hold no behaviour that reads the world."""
