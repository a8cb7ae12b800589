"""`yaml/`: what the text of one file must be."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "yaml/syntax",
        "error",
        "The file is not valid YAML",
        "Until the text parses, nothing in the file can be read; the rest of the base is not affected. "
        "The usual causes are a colon followed by a space inside plain text, a quotation mark that is "
        "never closed, and lines that are not indented alike. Put such text in quotes, or on lines of its "
        "own after '>-'.",
    ),
    Kind(
        "yaml/tab",
        "error",
        "A tab is used for indentation",
        "YAML forbids tabs in indentation, because their width depends on the editor. Use spaces; most "
        "editors can convert a whole file.",
    ),
    Kind(
        "yaml/too-large",
        "error",
        "The file is larger than 256 KiB",
        "One record is a page of text at most. A larger file is nearly always several records, or pasted "
        "data, and slows every check. Make it several records, or leave the data where it is and cite it.",
    ),
    Kind(
        "yaml/too-deep",
        "error",
        "Values are nested more than 32 levels deep",
        "No record needs more than five levels, and parsers crash on very deep nesting. Look for brackets "
        "that were pasted or repeated by accident.",
    ),
    Kind(
        "yaml/not-utf8",
        "error",
        "The file is not UTF-8",
        "One encoding for all files means that names and quotations look the same to everyone. Save the "
        "file again with the encoding UTF-8.",
    ),
    Kind(
        "yaml/byte-order-mark",
        "error",
        "The file begins with a byte order mark",
        "The mark is invisible and becomes part of the first key for many tools. Save the file as UTF-8 "
        "without BOM, or let `cruxbase fix` remove it.",
    ),
    Kind(
        "yaml/duplicate-key",
        "error",
        "A key is given twice",
        "Most YAML readers silently keep the last one, so that what stands above is lost without a word. "
        "Keep one, or join the two values.",
    ),
    Kind(
        "yaml/anchor",
        "error",
        "Anchors and aliases are not allowed",
        "A record must be readable alone, and aliases can be made to expand without end. Write the value "
        "out where it is needed. If the text is only meant to begin with & or *, put it in quotes.",
    ),
    Kind(
        "yaml/merge-key",
        "error",
        "Merge keys are not allowed",
        "What a record says must stand in it, where a reader sees it. Write the keys out in place of '<<'.",
    ),
    Kind(
        "yaml/tag",
        "error",
        "Tags are not allowed",
        "The schema decides what a value is; a tag would let a file decide for itself. Remove it, or put "
        "text that begins with an exclamation mark in quotes.",
    ),
    Kind(
        "yaml/complex-key",
        "error",
        "A key is not plain text",
        "Keys name the parts of a record. A bracket, brace or question mark at the start of a value "
        "begins a structure unless it is quoted: quote the text if you mean it literally.",
    ),
    Kind(
        "yaml/several-documents",
        "error",
        "The file holds more than one document",
        "One file is one record, so that two people seldom change the same file and an id can be found by "
        "its name. Move what follows the '---' into a file of its own.",
    ),
    Kind(
        "yaml/no-record",
        "error",
        "The file holds no record",
        "Every .yaml file under claims/ is a record: a mapping of keys to values. A file without one is a "
        "mistake or a leftover. Write the record, or delete the file.",
    ),
    Kind(
        "yaml/empty-value",
        "error",
        "A key has no value",
        "An empty value can mean unknown, none, or not yet written, and a reader cannot tell which. Leave "
        "the key out: what nobody said stays unknown.",
    ),
    Kind(
        "yaml/comment-after-text",
        "warning",
        "Text after ' #' is read as a comment",
        "A number sign after a space ends a plain value, so that the rest of a sentence can vanish "
        "unnoticed. Put the text in quotes if it belongs to the value; give a real comment a line of its "
        "own.",
    ),
    Kind(
        "yaml/wrong-suffix",
        "error",
        "The file does not end in .yaml",
        "Only .yaml files are read, so this one would be overlooked in silence. Rename it.",
    ),
    Kind(
        "yaml/stray-file",
        "warning",
        "A file among the records is none",
        "Whatever lies below claims/ and is no .yaml file is read by nobody, so it is a leftover, or it is there to "
        "mislead a tool, as a repository inside the repository would. Keep it elsewhere; a README may stay.",
    ),
    Kind(
        "yaml/foreign-file",
        "note",
        "A file among the records is in another form",
        "A bibliography, an Argdown text or an export of another program is not read where it lies. 'cruxbase import' "
        "makes records of it, and says what could not be kept.",
    ),
    Kind(
        "yaml/outside-link",
        "error",
        "A symbolic link leads out of the base",
        "A link out of the folder makes a base that differs from machine to machine and can expose other "
        "files; a link to a folder can make a record appear twice. Put the record itself here.",
    ),
    Kind(
        "yaml/unreadable",
        "error",
        "The file cannot be read",
        "A record that cannot be opened is missing for everyone who runs the check. Look at the "
        "permissions of the file and of its folder.",
    ),
    Kind(
        "yaml/conflict",
        "error",
        "A merge conflict is not resolved",
        "Git marks with <<<<<<<, ======= and >>>>>>> where two people changed the same lines. Keep one version or join the two, "
        "and delete the marks; which one is right is for you to say.",
    ),
    Kind(
        "yaml/look-alike",
        "error",
        "A character that only looks like a space or a colon",
        "A no-break space or a full-width colon comes along with text from web pages, word processors and input methods. YAML "
        "does not take it for a space or colon, and then complains about something else. Type it anew.",
    ),
    Kind(
        "yaml/decomposed-letters",
        "warning",
        "A letter is written as a letter and a mark",
        "An ü can be one character or a u with a mark; both look the same, and a search for one does not find the other. The base "
        "reads either as one character. Write it so, or let `cruxbase fix` do it.",
    ),
)
