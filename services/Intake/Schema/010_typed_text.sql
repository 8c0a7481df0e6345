-- What was searchable is searched for as it is typed now (platform's 010).
update applications set search = typed_text(search) where search <> typed_text(search);
