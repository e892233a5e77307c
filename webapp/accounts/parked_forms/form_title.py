"""What a form that was kept does, in words, from the name of the handler that it was sent to."""

_TITLES = {
    "add_copies": "Copy the series to the next year",
    "add_group": "Add a group to the draft",
    "add_members": "Add candidates to a group",
    "add_pasted_members": "Add candidates to a group by their numbers",
    "amend_order_number": "Change the order number",
    "bring_back_candidate": "Restore an archived candidate",
    "bring_back_candidates": "Put removed candidates back",
    "change_centre": "Change the centre's details",
    "check_deletion": "Check which candidates to delete",
    "check_upload": "Check an uploaded sheet",
    "choose_columns": "Say what the columns of a sheet are",
    "choose_series": "Choose a series",
    "choose_whole": "Say whether an edition is the whole catalogue",
    "download_hand_over": "Download a hand-over sheet",
    "download_sheet": "Download a hand-over sheet",
    "keep_options": "Save the ticks of the entry options",
    "keep_order_number": "Save the order number",
    "leave_candidates": "Go on from the step Candidates",
    "make_group": "Add a group",
    "mend_rows": "Correct rows of a sheet",
    "merge_pair": "Merge two candidates",
    "record_acknowledgement": "Record an acknowledgement",
    "record_sending": "Record submissions as sent",
    "remove_all_members": "Take everybody out of a group",
    "remove_members": "Take candidates out of a group",
    "replace_address": "Replace the address of the calendar",
    "save_edition": "Save a catalogue edition",
    "save_rows": "Save the rows of a sheet",
    "set_former_names": "Hide or show former names",
    "start_again": "Start a draft like an earlier submission",
    "stop_check": "Stop the check of a sheet",
    "take_back_result": "Take a result back",
    "tick_cells": "Tick or untick assessments",
    "undo_amendment": "Undo the change of the order number",
    "undo_fill": "Undo the last change of the ticks",
    "undo_hand_over": "Take a hand-over back",
    "use_candidate": "Use a candidate who is recorded already",
}


def title(handler_name: str) -> str:
    """Return words for a handler: its own name in words where nothing plainer is known."""
    return _TITLES.get(handler_name) or handler_name.replace("_", " ").capitalize()
