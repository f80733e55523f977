"""What people see: pages, made of components, on one open graph."""
