"""x"""
def mend(layout,pdf): pass
