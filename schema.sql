-- All of Single Point's tables, in the order of the corridor:
-- accounts, catalogue, candidates, entries, results, records.
-- Dates are text as 2026-11-24 (Europe/London), moments are text in UTC as 2026-11-24T09:30:00.123456Z,
-- money is whole pence.

pragma user_version = 7;

-- accounts: the centre, its people, and who is signed in

create table centre (
    centre_id integer primary key check (centre_id = 1),
    number text not null check (number glob '[0-9][0-9][0-9][0-9][0-9]'),
    name text not null,
    contact text not null default ''
) strict;

create table accounts (
    account_id integer primary key,
    email text not null unique collate nocase,
    name text not null,
    role text not null check (role in ('administrator', 'entries', 'results')),
    -- Blank until the person has chosen a password.
    password_hash text not null,
    made_at text not null,
    signed_in_at text,
    disabled_at text,
    -- When the password that was last typed is one that many people use; nothing else stands open until it is changed.
    password_known_at text
) strict;

-- Ended sessions stay: their form token tells which person a late form came from.
create table sessions (
    session_id integer primary key,
    account_id integer not null references accounts,
    token_hash text not null unique,
    form_token text not null unique,
    started_at text not null,
    seen_at text not null,
    ended_at text,
    -- code: the password was right and a code is awaited; enrol: codes must be set up first.
    stage text not null default 'full' check (stage in ('full', 'code', 'enrol')),
    address text not null default '',
    browser text not null default '',
    -- Whether its cookie has a name that browsers protect; then no other counts.
    is_protected integer not null default 0 check (is_protected in (0, 1))
) strict;

create index sessions_by_account on sessions (account_id);

-- The last search of each list, with its session: it may hold a candidate's name. fields is JSON, field -> text.
create table session_searches (
    session_id integer not null references sessions,
    list_name text not null,
    fields text not null,
    primary key (session_id, list_name)
) strict, without rowid;

create trigger searches_end_with_their_session after update of ended_at on sessions
when new.ended_at is not null begin
    delete from session_searches where session_id = new.session_id;
end;

create trigger searches_go_with_their_session before delete on sessions begin
    delete from session_searches where session_id = old.session_id;
end;

-- Browsers in which a person has signed in; tokens as in sessions.
create table known_browsers (
    token_hash text not null,
    account_id integer not null references accounts,
    used_at text not null,
    -- What wrong tries are counted under: it stays when the token is renewed.
    browser_key text not null default (lower(hex(randomblob(16)))),
    primary key (token_hash, account_id)
) strict, without rowid;

-- Wrong tries, under hashed keys; what is older than a day is deleted in passing.
create table sign_in_attempts (
    attempt_id integer primary key,
    key_hash text not null,
    tried_at text not null
) strict;

create index sign_in_attempts_by_key on sign_in_attempts (key_hash);

-- The secret of a person's authenticator app; proposed until a first code has shown that the app has
-- it. The server needs it to check codes, so it stands here as it is.
create table two_step (
    account_id integer primary key references accounts,
    secret text,
    proposed text,
    -- The session that proposed it, and that alone may confirm it; no reference, for sessions stay out of copies.
    proposed_in integer,
    -- The last time step whose code was taken: a code works once.
    last_step integer not null default 0,
    since text
) strict;

-- A number of its own: the activity names rows by their keys, and no hash of a code may stand there.
create table recovery_codes (
    recovery_code_id integer primary key,
    code_hash text not null unique,
    account_id integer not null references accounts,
    used_at text
) strict;

create index recovery_codes_by_account on recovery_codes (account_id);

-- The roles that may not work without two-step sign-in.
create table two_step_roles (
    role text primary key check (role in ('administrator', 'entries', 'results'))
) strict, without rowid;

-- What was done to how a person signs in, for them to read; see notice.py.
create table account_notices (
    notice_id integer primary key,
    account_id integer not null references accounts,
    told_at text not null,
    what text not null check (what in ('password', 'password_void', 'password_kept', 'two_step_on',
        'two_step_app', 'two_step_off', 'codes_made', 'code_used', 'email', 'role', 'browser')),
    detail text not null default '',
    actor text not null default '',
    read_at text
) strict;

create index account_notices_by_account on account_notices (account_id);

-- Lines of the activity that are added once an hour at most, under hashed keys.
create table noted_lately (
    key_hash text primary key,
    noted_at text not null
) strict, without rowid;

-- A link with which a person chooses a password, once; without made_by the command line made it.
create table invitations (
    invitation_id integer primary key,
    account_id integer not null references accounts,
    kind text not null check (kind in ('invitation', 'reset')),
    token_hash text not null unique,
    made_at text not null,
    made_by integer references accounts,
    expires_at text not null,
    used_at text
) strict;

create index invitations_by_account on invitations (account_id);

-- The activity: who did what, when, and what it was before and after; filled by triggers alone.
-- deed joins the lines of one transaction and is its first line's activity_id; row_key is the row's
-- primary key; before and after are JSON of the columns that differ. digest covers the line and the
-- digest before it, and of before and after only detail_digest, so that both can be erased.
-- autoincrement: sqlite_sequence knows of a last line that was taken away.
create table activity (
    activity_id integer primary key autoincrement,
    at text not null,
    deed integer not null,
    account_id integer,
    actor text not null,
    what text not null,
    table_name text not null default '',
    row_key text not null default '',
    candidate_id integer,
    before text,
    after text,
    salt text,
    detail_digest text not null,
    previous_digest text not null,
    digest text not null
) strict;

create index activity_by_deed on activity (deed);
create index activity_by_candidate on activity (candidate_id, deed) where candidate_id is not null;

-- Writing here adds a line.
create view noted as
    select what, table_name, row_key, candidate_id, before, after from activity;

-- The inmost query stands alone because of its max(), so that there is one salt a line.
create trigger noted_in_the_activity instead of insert on noted begin
    insert into activity
    select line, at, deed, account_id, actor, new.what, coalesce(new.table_name, ''),
        cast(coalesce(new.row_key, '') as text), new.candidate_id, new.before, new.after, salt, detail_digest,
        previous_digest,
        digest_of(previous_digest, line, at, deed, account_id, actor, new.what,
            coalesce(new.table_name, ''), cast(coalesce(new.row_key, '') as text), new.candidate_id, detail_digest)
    from (
        select *, deed(line) as deed, digest_of(salt, new.before, new.after) as detail_digest
        from (
            select coalesce(max(activity_id), 0) + 1 as line,
                strftime('%Y-%m-%dT%H:%M:%f000Z', 'now') as at, acting_account() as account_id,
                acting_name() as actor, lower(hex(randomblob(16))) as salt,
                coalesce((select digest from activity order by activity_id desc limit 1), '')
                    as previous_digest
            from activity
        )
    );
end;

create trigger activity_stays before delete on activity begin
    select raise(abort, 'A line of the activity is never deleted.');
end;

-- What a line says about a candidate may be erased, with the salt that would let it be guessed.
create trigger activity_is_never_changed before update on activity
when not (
    old.candidate_id is not null and new.before is null and new.after is null and new.salt is null
    and new.activity_id is old.activity_id and new.at is old.at and new.deed is old.deed
    and new.account_id is old.account_id and new.actor is old.actor and new.what is old.what
    and new.table_name is old.table_name and new.row_key is old.row_key
    and new.candidate_id is old.candidate_id and new.detail_digest is old.detail_digest
    and new.previous_digest is old.previous_digest and new.digest is old.digest
) begin
    select raise(abort, 'A line of the activity is never changed.');
end;

-- Every line with its digest as it must be; whole is 0 when before or after were changed.
create view activity_chain as
    select activity_id, previous_digest, digest,
        digest_of(previous_digest, activity_id, at, deed, account_id, actor, what, table_name,
            row_key, candidate_id, detail_digest) as counted,
        (candidate_id is not null and before is null and after is null and salt is null)
            or detail_digest = digest_of(salt, before, after) as whole
    from activity;

-- The tables whose changes the activity keeps; each room's section ends with its own. called is one
-- row's name, about the column that says which candidate it is about. Columns (apart by spaces) that
-- are unseen are left out: they are worked out, or would keep people's names for ever; of a secret
-- column it stands only that it changed.
create table watched (
    name text primary key,
    called text not null,
    about text not null default '',
    unseen text not null default '',
    secret text not null default ''
) strict, without rowid;

create view watched_columns as
    select watched.name, one.name as field, one.cid, one.pk,
        'old.' || one.name as old_value, 'new.' || one.name as new_value,
        instr(' ' || secret || ' ', ' ' || one.name || ' ') > 0 as hidden
    from watched join pragma_table_info(watched.name) as one
    where not instr(' ' || unseen || ' ', ' ' || one.name || ' ');

-- The triggers of every watched table: a statement that makes one, and one that undoes it first.
create view watching as
    with pieces as materialized (
        select *, '''' || field || '''' as quoted, old_value || ' is not ' || new_value as differs,
            iif(hidden, '''(not shown)''', old_value) as old_shown,
            iif(hidden, '''(not shown)''', new_value) as new_shown
        from watched_columns order by name, cid
    ),
    parts as (
        select watched.name, '''' || watched.name || '''' as quoted,
            iif(about = '', 'null', 'old.' || about) as old_about,
            iif(about = '', 'null', 'new.' || about) as new_about,
            group_concat(iif(pieces.pk, old_value, null), ' || ''/'' || ') as old_key,
            group_concat(iif(pieces.pk, new_value, null), ' || ''/'' || ') as new_key,
            group_concat(pieces.quoted || ', ' || old_shown, ', ') as old_row,
            group_concat(pieces.quoted || ', ' || new_shown, ', ') as new_row,
            group_concat(differs, ' or ') as differs,
            group_concat(
                'select ' || pieces.quoted || ' as field, ' || old_shown || ' as earlier, '
                || new_shown || ' as later, ' || differs || ' as differs', ' union all '
            ) as columns
        from pieces cross join watched using (name) group by pieces.name
    ),
    bodies as (
        select name, 'insert' as deed,
            'begin insert into noted values (''added'', ' || quoted || ', ' || new_key || ', '
            || new_about || ', null, json_object(' || new_row || '));' as body from parts
        union all
        select name, 'delete',
            'begin insert into noted values (''deleted'', ' || quoted || ', ' || old_key || ', '
            || old_about || ', json_object(' || old_row || '), null);' from parts
        union all
        select name, 'update',
            'when ' || differs || ' begin insert into noted select ''changed'', ' || quoted || ', '
            || new_key || ', ' || new_about || ', json_group_object(field, earlier),'
            || ' json_group_object(field, later) from (' || columns || ') where differs;'
            from parts
    )
    select 'drop trigger if exists ' || name || '_' || deed || '_noted' as undoing,
        'create trigger ' || name || '_' || deed || '_noted after ' || deed || ' on ' || name
            || ' ' || body || ' end' as making
    from bodies;

insert into watched (name, called, unseen, secret) values
    ('centre', 'centre', '', ''),
    ('accounts', 'account', 'signed_in_at password_known_at', 'password_hash'),
    ('invitations', 'invitation', '', 'token_hash'),
    ('two_step', 'two-step sign-in of account', 'last_step proposed_in', 'secret proposed'),
    ('recovery_codes', 'recovery code', '', 'code_hash'),
    ('two_step_roles', 'role that must sign in in two steps', '', '');

-- catalogue: what can be entered, and when

create table frameworks (
    framework_id integer primary key,
    framework_code text not null unique,
    title text not null,
    basis text not null default '',
    source_ids text not null default '',
    notes text not null default '',
    withdrawn_on text
) strict;

-- A package can be entered from valid_from to valid_to, both days included.
create table packages (
    package_id integer primary key,
    package_code text not null unique,
    framework_id integer not null references frameworks,
    title text not null,
    level text not null,
    nation text not null,
    level_name text not null default '',
    display_title text not null,
    completeness text not null default '',
    valid_from text,
    valid_to text,
    lars_id text not null default '',
    lars_from text not null default '',
    lars_to text not null default '',
    fr_ids text not null default '',
    basis text not null default '',
    source_ids text not null default '',
    notes text not null default '',
    withdrawn_on text
) strict;

create index packages_by_framework on packages (framework_id);

create table assessments (
    assessment_id integer primary key,
    entry_code text not null unique,
    qan text not null default '',
    title text not null,
    level text not null,
    component text not null check (component in
        ('competence', 'knowledge', 'combined', 'functional_skills', 'err', 'plts', 'other')),
    credits text not null default '',
    glh text not null default '',
    normal_fee integer,
    late_fee integer,
    basis text not null default '',
    verification text not null default '',
    source_ids text not null default '',
    notes text not null default '',
    withdrawn_on text
) strict;

create table package_assessments (
    package_id integer not null references packages,
    assessment_id integer not null references assessments,
    position integer not null,
    required text not null check (required in ('yes', 'no', 'option_group')),
    option_group text not null default '',
    option_alternative text not null default '',
    basis text not null default '',
    source_ids text not null default '',
    notes text not null default '',
    primary key (package_id, assessment_id)
) strict, without rowid;

-- What counted in a package until an edition changed it: whoever had all of it on that day stays
-- complete. parts is JSON: [assessment_id, required, option_group, option_alternative] for each row.
create table package_requirements (
    requirement_id integer primary key,
    package_id integer not null references packages,
    last_day text not null,
    parts text not null
) strict;

create index package_requirements_by_package on package_requirements (package_id);

create table units (
    assessment_id integer not null references assessments,
    unit_no text not null,
    unit_ref text not null default '',
    title text not null,
    level text not null default '',
    credits text not null default '',
    glh text not null default '',
    unit_group text not null default '',
    verification text not null default '',
    source_ids text not null default '',
    primary key (assessment_id, unit_no)
) strict, without rowid;

-- One row an assessment and series. Without a closing date it is on demand.
create table series (
    series_id integer primary key,
    assessment_id integer not null references assessments,
    title text not null,
    opens_on text,
    late_from text,
    closes_on text,
    unique (assessment_id, title)
) strict;

create index series_by_closing on series (assessment_id, closes_on);

-- What the source_ids of an edition stand for.
create table sources (
    source_id text primary key,
    place text not null,
    used_for text not null default ''
) strict, without rowid;

-- A new edition between being read and being saved. files is JSON: the files' text by name, {} once saved.
create table catalogue_uploads (
    edition_id integer primary key autoincrement,
    account_id integer not null references accounts,
    file_names text not null,
    files text not null,
    made_at text not null,
    saved_at text,
    said text not null default '',
    -- Whether what the files have not is withdrawn.
    whole integer not null default 0 check (whole in (0, 1))
) strict;

-- The secret in the address of the calendar of closing dates; the one row there is is in force.
create table calendar_addresses (
    calendar_id integer primary key check (calendar_id = 1),
    secret text not null,
    made_at text not null,
    account_id integer not null references accounts
) strict;

insert into watched (name, called, secret) values
    ('frameworks', 'framework', ''),
    ('packages', 'package', ''),
    ('assessments', 'assessment', ''),
    ('package_assessments', 'assessment of a package', ''),
    ('package_requirements', 'earlier requirement of a package', ''),
    ('units', 'unit', ''),
    ('series', 'series', ''),
    ('sources', 'source', ''),
    ('catalogue_uploads', 'catalogue edition', 'files'),
    ('calendar_addresses', 'calendar address', 'secret');

-- candidates: the people of the centre and their groups

create table candidates (
    candidate_id integer primary key,
    surname text not null,
    forenames text not null,
    born_on text not null,
    gender text check (gender in ('female', 'male')),
    candidate_number text,
    ocr_number text unique,
    uci text unique,
    uln text unique,
    added_on text not null,
    added_by integer references accounts,
    archived_at text,
    merged_into integer references candidates,
    sort_key text not null,
    search_text text not null,
    -- Names before a change of name and of merged records, as JSON and folded; blank where they are hidden.
    former_names text not null default '',
    former_text text not null default '',
    former_names_hidden integer not null default 0 check (former_names_hidden in (0, 1)),
    check (former_names_hidden = 0 or former_names = ''),
    check ((former_names = '') = (former_text = '')),
    check (surname <> '' or forenames <> ''),
    check (merged_into is null or archived_at is not null)
) strict;

create unique index candidates_by_number on candidates (candidate_number) where archived_at is null;
create index candidates_by_name on candidates (sort_key, candidate_id) where archived_at is null;
create index candidates_by_added on candidates (added_on, sort_key, candidate_id) where archived_at is null;
create index candidates_by_former_name on candidates (sort_key, candidate_id) where former_text <> '';
-- Of a date of birth that many share, those whose surname or forenames begin alike are found.
create index candidates_by_birth on candidates (born_on, sort_key);
create index candidates_by_birth_and_forenames on candidates
    (born_on, substr(sort_key, instr(sort_key, char(9)) + 1));
create index candidates_by_merge on candidates (merged_into) where merged_into is not null;

-- What the search looks through: the names and numbers of the people who are not archived. With two spaces
-- before and after them every letter begins three signs, and a surname is what stands behind two spaces.
create view candidate_texts as
    select candidate_id, '  ' || search_text || '  ' as words from candidates where archived_at is null;

create virtual table candidate_search using fts5 (
    words, content = 'candidate_texts', content_rowid = 'candidate_id',
    tokenize = 'trigram case_sensitive 1', columnsize = 0
);

-- Which three signs the index knows, in order: a part of one or two letters is looked for by those that begin so.
create virtual table candidate_search_terms using fts5vocab (candidate_search, 'instance');

create trigger candidates_added after insert on candidates when new.archived_at is null begin
    insert into candidate_search (rowid, words) values (new.candidate_id, '  ' || new.search_text || '  ');
end;

create trigger candidates_changed after update of search_text, archived_at on candidates
when old.search_text is not new.search_text or (old.archived_at is null) <> (new.archived_at is null) begin
    insert into candidate_search (candidate_search, rowid, words)
    select 'delete', old.candidate_id, '  ' || old.search_text || '  ' where old.archived_at is null;
    insert into candidate_search (rowid, words)
    select new.candidate_id, '  ' || new.search_text || '  ' where new.archived_at is null;
end;

create trigger candidates_gone after delete on candidates when old.archived_at is null begin
    insert into candidate_search (candidate_search, rowid, words)
    values ('delete', old.candidate_id, '  ' || old.search_text || '  ');
end;

create table candidate_groups (
    group_id integer primary key,
    title text not null unique collate nocase,
    made_on text not null
) strict;

create table group_members (
    group_id integer not null references candidate_groups,
    candidate_id integer not null references candidates,
    primary key (group_id, candidate_id)
) strict, without rowid;

create index group_members_by_candidate on group_members (candidate_id);

-- Who was taken out of a group at one press, so that it can be undone for a day. autoincrement: a page that was
-- left open must not undo a later removal.
create table group_removals (
    group_removal_id integer primary key autoincrement,
    group_id integer not null references candidate_groups on delete cascade,
    removed_at text not null
) strict;

create index group_removals_by_group on group_removals (group_id);

create table group_removal_members (
    group_removal_id integer not null references group_removals on delete cascade,
    candidate_id integer not null references candidates on delete cascade,
    primary key (group_removal_id, candidate_id)
) strict, without rowid;

create index group_removal_members_by_candidate on group_removal_members (candidate_id);

-- Who can be brought back into a group: taken out of it, not in it again, and not merged into somebody else.
create view removed_group_members as
    select group_removal_id, group_id, removed_at, candidate_id, surname, forenames, archived_at
    from group_removals join group_removal_members using (group_removal_id) join candidates using (candidate_id)
    where merged_into is null and not exists (
        select 1 from group_members where group_members.group_id = group_removals.group_id
            and group_members.candidate_id = group_removal_members.candidate_id
    );

-- What was changed about a candidate, a row a field; without an account it was the command line.
create table candidate_changes (
    change_id integer primary key,
    candidate_id integer not null references candidates on delete cascade,
    account_id integer references accounts,
    changed_at text not null,
    field text not null,
    before text not null,
    after text not null
) strict;

create index candidate_changes_by_candidate on candidate_changes (candidate_id);

-- Two candidates made one. before and after are JSON: table → all its rows about either of the two.
create table candidate_merges (
    merge_id integer primary key,
    kept_id integer not null references candidates on delete cascade,
    gone_id integer not null references candidates on delete cascade,
    account_id integer not null references accounts,
    merged_at text not null,
    undone_at text,
    before text not null,
    after text not null
) strict;

-- Changes of name but for those of merges that were undone.
create view name_changes as
    select change_id, candidate_id, changed_at, field, before from candidate_changes
    where field in ('surname', 'forenames') and not exists (
        select 1 from candidate_merges
        where candidate_changes.candidate_id in (kept_id, gone_id) and undone_at is not null
            and changed_at in (merged_at, undone_at)
    );

-- A spreadsheet between being read and being saved. headings and fields are JSON lists, a text a
-- column; field "" is a column that is not used. saved counts the rows that Save has written.
create table uploads (
    upload_id integer primary key autoincrement,
    kind text not null check (kind in ('candidates', 'results')),
    account_id integer not null references accounts,
    file_name text not null,
    made_at text not null,
    headings text not null,
    fields text not null,
    notes text not null default '[]',
    revision integer not null default 0,
    checked_at text,
    saved_at text,
    added integer not null default 0,
    changed integer not null default 0,
    same integer not null default 0
) strict;

-- row_number is the sheet's own; cells is a JSON list, a text a column; verdict is JSON, see verdict.py.
-- choice is what a person decided: "new", or the id of the candidate that the row is about.
create table upload_rows (
    upload_id integer not null references uploads on delete cascade,
    row_number integer not null,
    cells text not null,
    outcome text not null default '' check (outcome in ('', 'add', 'change', 'same', 'ask', 'refuse')),
    verdict text not null default '{}',
    warned integer not null default 0 check (warned in (0, 1)),
    choice text not null default '',
    primary key (upload_id, row_number)
) strict, without rowid;

create index upload_rows_by_outcome on upload_rows (upload_id, outcome, row_number);

-- That people were deleted for good, with no word about them.
create table deletions (
    deletion_id integer primary key,
    account_id integer not null references accounts,
    deleted_at text not null,
    years integer not null,
    candidates integer not null,
    entries integer not null,
    results integer not null
) strict;

-- The index only marks what was deleted as gone, until all of it is written anew.
create trigger people_deleted after insert on deletions begin
    insert into candidate_search (candidate_search) values ('optimize');
end;

-- Every group with its people who are not archived; a group without any stands once, with null.
create view active_group_members as
    select group_id, title, candidates.candidate_id
    from candidate_groups
    left join group_members using (group_id)
    left join candidates
        on candidates.candidate_id = group_members.candidate_id and archived_at is null;

insert into watched (name, called, about, unseen) values
    ('candidates', 'candidate', 'candidate_id', 'sort_key search_text former_names former_text'),
    ('candidate_groups', 'candidate group', '', ''),
    ('group_members', 'member of a group', 'candidate_id', ''),
    ('candidate_merges', 'merge of candidates', 'kept_id', 'before after'),
    ('uploads', 'uploaded spreadsheet', '', 'headings fields notes revision checked_at'),
    ('deletions', 'deletion of candidates', '', '');

-- entries: drafts, submissions, and what was entered

-- autoincrement: a submission remembers its draft's number, which must not come up again.
create table drafts (
    draft_id integer primary key autoincrement,
    start_key text not null unique,
    account_id integer not null references accounts,
    package_id integer not null references packages,
    order_number text not null default '',
    search text not null default '',
    added text not null default 'any',
    options_confirmed integer not null default 0 check (options_confirmed in (0, 1)),
    made_at text not null,
    changed_at text not null,
    -- A digest of the people and ticks that the program put in; blank for a draft that somebody began.
    filled text not null default ''
) strict;

create table draft_candidates (
    draft_id integer not null references drafts on delete cascade,
    candidate_id integer not null references candidates,
    primary key (draft_id, candidate_id)
) strict, without rowid;

-- Whoever is archived has left every draft; the row stays, so that the draft can say who it was.
create view active_draft_candidates as
    select draft_id, candidate_id from draft_candidates join candidates using (candidate_id)
    where archived_at is null;

-- Only what a person decided; every other cell follows the rules of the day.
create table draft_choices (
    draft_id integer not null references drafts on delete cascade,
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    ticked integer not null check (ticked in (0, 1)),
    primary key (draft_id, candidate_id, assessment_id)
) strict, without rowid;

-- The series that somebody has chosen for a whole column in place of the next available one. The title stays when
-- the series is deleted, so that the page can say what was chosen.
create table draft_series (
    draft_id integer not null references drafts on delete cascade,
    assessment_id integer not null references assessments,
    series_id integer references series on delete set null,
    series_title text not null,
    primary key (draft_id, assessment_id)
) strict, without rowid;

-- The same for one candidate, in place of the column's. Whoever was taken off the draft keeps it for Undo alone.
create table draft_candidate_series (
    draft_id integer not null references drafts on delete cascade,
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    series_id integer references series on delete set null,
    series_title text not null,
    primary key (draft_id, candidate_id, assessment_id)
) strict, without rowid;

-- What was done to many at one go in a draft, so that it can be undone until the step is left: who was
-- removed, and which ticks were filled; ticked is what a fill made of them, null: some of each.
create table draft_undos (
    draft_undo_id integer primary key,
    draft_id integer not null references drafts on delete cascade,
    kind text not null check (kind in ('removal', 'fill')),
    ticked integer check (ticked in (0, 1)),
    made_at text not null
) strict;

create index draft_undos_by_draft on draft_undos (draft_id, kind);

create table draft_undo_candidates (
    draft_undo_id integer not null references draft_undos on delete cascade,
    candidate_id integer not null references candidates on delete cascade,
    primary key (draft_undo_id, candidate_id)
) strict, without rowid;

create index draft_undo_candidates_by_candidate on draft_undo_candidates (candidate_id);

-- ticked_before null: nobody had decided; ticked_after null: the decision left with the candidate.
create table draft_undo_choices (
    draft_undo_id integer not null,
    candidate_id integer not null,
    assessment_id integer not null references assessments,
    ticked_before integer check (ticked_before in (0, 1)),
    ticked_after integer check (ticked_after in (0, 1)),
    primary key (draft_undo_id, candidate_id, assessment_id),
    foreign key (draft_undo_id, candidate_id) references draft_undo_candidates on delete cascade
) strict, without rowid;

-- Who can be brought back: removed from a draft, active, and not selected again.
create view removed_candidates as
    select draft_id, draft_undo_id, candidate_id, surname, forenames
    from draft_undos join draft_undo_candidates using (draft_undo_id) join candidates using (candidate_id)
    where kind = 'removal' and archived_at is null and not exists (
        select 1 from draft_candidates where draft_candidates.draft_id = draft_undos.draft_id
            and draft_candidates.candidate_id = draft_undo_candidates.candidate_id
    );

-- autoincrement: a reference is never given twice. A submitted draft leaves draft_id behind, so
-- that sending it again finds the submission.
create table submissions (
    submission_id integer primary key autoincrement,
    draft_id integer not null unique,
    account_id integer not null references accounts,
    package_id integer not null references packages,
    package_title text not null,
    order_number text not null,
    submitted_at text not null
) strict;

-- Titles, QAN and level are those of the day of submission; a later catalogue edition leaves them
-- alone. attempt counts a candidate's entries for one assessment in one series, from 1; outcome is that of
-- the result shown for this attempt, blank while none is.
create table entries (
    entry_id integer primary key,
    submission_id integer not null references submissions,
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    series_id integer not null references series,
    entry_code text not null,
    assessment_title text not null,
    qan text not null default '',
    level text not null default '',
    series_title text not null,
    late integer not null check (late in (0, 1)),
    fee integer,
    status text not null default 'entered' check (status in ('entered', 'amended', 'withdrawn')),
    entered_at text not null,
    attempt integer not null default 1 check (attempt >= 1),
    outcome text not null default '' check (outcome in ('', 'pending', 'not achieved', 'absent', 'achieved'))
) strict;

create unique index one_live_entry on entries (candidate_id, assessment_id, series_id, attempt)
    where status <> 'withdrawn';
create unique index one_open_entry on entries (candidate_id, assessment_id, series_id)
    where status <> 'withdrawn' and outcome in ('', 'pending');
create index failed_entries on entries (candidate_id, assessment_id)
    where status <> 'withdrawn' and outcome in ('not achieved', 'absent');
create index entries_by_submission on entries (submission_id);
-- Who takes part in what, read for all people at once.
create index live_entries_by_candidate on entries (candidate_id, submission_id, assessment_id)
    where status <> 'withdrawn';
create index entries_by_candidate on entries (candidate_id);

-- The entries that a result is still awaited for. Another one for the same candidate, assessment and series
-- is refused.
create view open_entries as
    select * from entries where status <> 'withdrawn' and outcome in ('', 'pending');

-- What was changed about a submission's order number, and what of that was undone.
create table submission_changes (
    submission_change_id integer primary key,
    submission_id integer not null references submissions,
    account_id integer references accounts,
    changed_at text not null,
    what text not null check (what in ('amended', 'restored')),
    reason text not null default '',
    before text not null,
    after text not null
) strict;

create index submission_changes_by_submission on submission_changes (submission_id);

-- What was done to an entry after it was entered. before and after are its status, or for a merge
-- of two records (merged) the candidate's id, for a fee that was filled in later (fee) the pence, blank for none.
-- late and fee are what it meant when it was done.
create table entry_changes (
    entry_change_id integer primary key,
    entry_id integer not null references entries on delete cascade,
    submission_change_id integer references submission_changes,
    account_id integer references accounts,
    changed_at text not null,
    what text not null check (what in ('amended', 'withdrawn', 'restored', 'merged', 'fee')),
    reason text not null default '',
    before text not null,
    after text not null,
    late integer not null default 0 check (late in (0, 1)),
    fee integer
) strict;

create index entry_changes_by_entry on entry_changes (entry_id);
create index entry_changes_by_deed on entry_changes (submission_change_id)
    where submission_change_id is not null;

-- Hand-overs that were recorded as sent; content is JSON, a text a column of hand_over.COLUMNS.
-- One that was taken back counts no more, and its rows stay as what was recorded then.
create table hand_overs (
    hand_over_id integer primary key,
    submission_id integer not null references submissions,
    account_id integer not null references accounts,
    made_at text not null,
    kind text not null check (kind in ('whole', 'changes')),
    taken_back_at text,
    taken_back_by integer references accounts,
    check ((taken_back_at is null) = (taken_back_by is null))
) strict;

create index hand_overs_by_submission on hand_overs (submission_id);

create table hand_over_rows (
    hand_over_id integer not null references hand_overs,
    entry_id integer not null references entries on delete cascade,
    content text not null,
    primary key (hand_over_id, entry_id)
) strict, without rowid;

create index hand_over_rows_by_entry on hand_over_rows (entry_id);

-- What an entry's row said when somebody last downloaded a sheet with it, as a digest.
create table downloaded_rows (
    entry_id integer primary key references entries on delete cascade,
    account_id integer not null references accounts,
    downloaded_at text not null,
    digest text not null
) strict;

-- The awarding body's acknowledgements; the latest row of a submission counts, without a date none.
create table acknowledgements (
    acknowledgement_id integer primary key,
    submission_id integer not null references submissions,
    account_id integer not null references accounts,
    recorded_at text not null,
    acknowledged_on text,
    reference text not null default ''
) strict;

create index acknowledgements_by_submission on acknowledgements (submission_id);

-- How each attempt came out, as far as making entries must know it: the shown results, written by the
-- results' stores. dated_on is the date awarded, without one the day on which it was recorded.
create table attempt_outcomes (
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    series_id integer not null references series,
    attempt integer not null check (attempt >= 1),
    outcome text not null check (outcome in ('pending', 'not achieved', 'absent', 'achieved')),
    grade text not null,
    dated_on text not null,
    primary key (candidate_id, assessment_id, series_id, attempt)
) strict, without rowid;

-- Each entry with the outcome that it must have: of several for one attempt the live one has it, else the newest.
create view entry_outcomes as
    select entry_id, candidate_id, assessment_id, series_id, attempt, coalesce((
        select attempt_outcomes.outcome from attempt_outcomes
        where attempt_outcomes.candidate_id = entries.candidate_id
            and attempt_outcomes.assessment_id = entries.assessment_id
            and attempt_outcomes.series_id = entries.series_id
            and attempt_outcomes.attempt = entries.attempt
            and entry_id = (
                select other.entry_id from entries as other
                where other.candidate_id = entries.candidate_id
                    and other.assessment_id = entries.assessment_id
                    and other.series_id = entries.series_id and other.attempt = entries.attempt
                order by other.status = 'withdrawn', other.entry_id desc limit 1
            )
    ), '') as outcome
    from entries;

-- What a candidate has been awarded, as far as making entries must know it.
create table awards (
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    awarded_on text not null,
    primary key (candidate_id, assessment_id)
) strict, without rowid;

-- What is picked and ticked in a draft is work under way; the submission says what came of it.
insert into watched (name, called, about, unseen) values
    ('drafts', 'draft', '', 'start_key search added options_confirmed changed_at filled'),
    ('submissions', 'submission', '', ''),
    ('entries', 'entry', 'candidate_id', ''),
    ('hand_overs', 'hand-over', '', ''),
    ('acknowledgements', 'acknowledgement', '', ''),
    ('awards', 'award', 'candidate_id', '');

-- results: what was achieved

-- The shown result of a candidate, assessment, series and attempt is the one without replaced_at; earlier
-- ones stay. replaced_as is blank where a later result came; a correction and taking back say who and why.
create table results (
    result_id integer primary key,
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    series_id integer not null references series,
    grade text not null,
    outcome text not null check (outcome in ('achieved', 'not achieved', 'absent', 'pending')),
    awarded_on text,
    certificate_number text not null default '',
    recorded_at text not null,
    recorded_by integer references accounts,
    replaced_at text,
    attempt integer not null default 1 check (attempt >= 1),
    replaced_as text not null default '' check (replaced_as in ('', 'corrected', 'taken back')),
    replaced_by integer references accounts,
    reason text not null default '',
    check (replaced_as = '' or (replaced_at is not null and reason <> ''))
) strict;

create unique index one_shown_result on results (candidate_id, assessment_id, series_id, attempt)
    where replaced_at is null;
create index results_by_candidate on results (candidate_id);
create index results_by_recording on results (recorded_at);

insert into watched (name, called, about) values ('results', 'result', 'candidate_id');

-- records: what is done to everything held about a person

-- Whom an administrator ticked or unticked in the list of retention, until somebody is deleted.
create table retention_choices (
    account_id integer not null references accounts,
    candidate_id integer not null references candidates on delete cascade,
    ticked integer not null check (ticked in (0, 1)),
    primary key (account_id, candidate_id)
) strict, without rowid;
