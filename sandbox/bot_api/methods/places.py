"""Locations, venues, contacts and dice."""

from sandbox.bot_api.posting import post
from sandbox.bot_api.vocabulary import DICE
from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Raw, pick
from sandbox.world.world import World


def send_location(world: World, params: Params) -> Raw:
    location = _location(params)
    location |= pick(params, "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    return post(world, params, {"location": location}, "text messages").raw


def send_venue(world: World, params: Params) -> Raw:
    location = _location(params)
    about = pick(params, "foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    venue: Raw = {"location": location, "title": params["title"], "address": params["address"], **about}
    return post(world, params, {"location": location, "venue": venue}, "text messages").raw


def send_contact(world: World, params: Params) -> Raw:
    if not params.text("phone_number"):
        raise bad("phone number is empty")
    card = pick(params, "phone_number", "first_name", "last_name", "vcard")
    return post(world, params, {"contact": card}, "text messages").raw


def send_dice(world: World, params: Params) -> Raw:
    emoji = params.text("emoji", "🎲")
    if emoji not in DICE:
        raise bad("wrong dice emoji specified")
    value = 1 + world.timestamp() % DICE[emoji]
    return post(world, params, {"dice": {"emoji": emoji, "value": value}}, "other messages").raw


def _location(params: Params) -> Raw:
    latitude, longitude = params.real("latitude"), params.real("longitude")
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}
