"""Pure. The resort: its areas, units and agencies, the roles and rights of its people, its quiet hours."""
