"""Where the resort's office is and how to telephone it."""

from conversations.screen import Line
from db.unit_of_work import Resort

_OFFICES = {
    (): "contact.office",
    ("address",): "contact.office_address",
    ("phone",): "contact.office_phone",
    ("address", "phone"): "contact.office_address_phone",
}


def office(resort: Resort) -> Line:
    """Where the resort's office is and how to telephone it, as far as the settings say."""
    contacts = resort.contacts
    known = {name: value for name, value in (("address", contacts.address), ("phone", contacts.phone)) if value}
    return Line(_OFFICES[tuple(known)], {"resort": resort.name, **known})
