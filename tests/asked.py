"""A question for each template, with rows among the examples."""

from __future__ import annotations

ASKED: dict[str, dict[str, str]] = {
    "who-met-whom": {"actor": "Poutine"},
    "meetings-between": {"actor": "Biden", "other": "Vladimir Putin"},
    "visits": {"from": "2022", "to": "2023"},
    "planned-visits": {"today": "2024-06-16", "status": "all"},
    "accusations": {"other": "DPRK"},
    "arms-supplies": {"status": "all"},
    "timeline": {"actor": "Macron"},
    "dyad-timeline": {"actor": "Russia", "other": "North Korea", "status": "all"},
    "claims-by": {"actor": "United States"},
    "sources": {},
    "denials": {},
    "sanctions": {},
    "contested": {},
    "corroborated": {"origins": "1", "actor": "Putin"},
    "lapsed-announcements": {"today": "2026-01-01"},
    "conflicts": {},
    "first-meeting": {"actor": "Putin"},
    "last-meeting": {"actor": "Putin", "other": "Kim Jong Un"},
    "gaps": {"actor": "Russia", "other": "North Korea", "days": "10"},
    "dyad-months": {"from": "2018", "status": "all"},
    "network": {"from": "2023"},
    "ego": {"actor": "Macron"},
    "most-active": {"limit": "3", "kind": "person"},
    "path": {"actor": "Macron", "other": "Kim Jong Un"},
    "actor": {"actor": "Putin"},
    "offices": {"of": "Russia", "date": "2024-01-15"},
}
