-- What the vendor takes and SQLFluff does not.

Select Distinct(title), Cast(id As text) x From t_note Where id in (1,2 ,3) or title==body;

create index i_title on t_note(title collate nocase desc);
