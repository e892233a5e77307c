"""Sessions and the browsers that hold them."""
