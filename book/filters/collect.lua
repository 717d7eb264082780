-- collect.lua: the first of two passes over one text of the book.
--
-- pandoc -f markdown TEXT.md -L book/filters/collect.lua \
--     -M edition=student|instructor -M slug=NAME -M labels=FILE \
--     -M keys="01-name-lookup ..." -t json -o FILE
--
-- Fetches excerpts of source files, numbers what has a number, and
-- gathers labels, uses and index terms into the labels file, as Lua.
-- All that depends on the output format is left to render.lua.  Stops
-- with "FILE:LINE: error: ..." if a code block is of no known kind, or
-- names what does not exist.
--
-- SPDX-License-Identifier: MIT
local folder = PANDOC_SCRIPT_FILE:match('(.*/)') or './'
package.path = folder .. '?.lua;' .. package.path
local excerpt = require 'excerpt'
local places = require 'places'
local matter = require 'matter'

local text = pandoc.utils.stringify
local source = places.open(PANDOC_STATE.input_files[1])
local columns = 72

local edition, slug, key
local collected = {
    labels = {}, cites = {}, terms = {}, calls = {}, manuals = {},
    headings = {}, listings = {}, tools = {}, explained = {},
}

-- --- labels and numbers ---

local chapter = { number = '', title = '' }
local counters, section_id = {}, nil
local wrong_programs, commands = {}, ''

local function id_of(label)
    return (label:gsub(':', '-'))
end

local function next_number(kind)
    counters[kind] = (counters[kind] or 0) + 1
    if chapter.number == '' then return tostring(counters[kind]) end
    return ('%s.%d'):format(chapter.number, counters[kind])
end

local function add_label(label, line, number, title)
    local kind = label:match('^(%a+):')
    for _, other in ipairs(collected.labels) do
        if other.label == label then
            source:complain(line, '#%s is used before, in %s', label,
                other.where)
            return
        end
    end
    table.insert(collected.labels, {
        label = label, kind = kind, number = number, title = title or '',
        id = id_of(label), where = source:at(line),
    })
end

-- A label of the kind, or nil and a complaint.
local function label_of(element, kind, line)
    local label = element.identifier
    if label:match('^' .. kind .. ':[%w%-]+$') then return label end
    source:complain(line, 'this needs an id of the form #%s:name', kind)
end

local function inlines_of(markdown)
    return pandoc.utils.blocks_to_inlines(
        pandoc.read(markdown or '', 'markdown-citations').blocks)
end

local function caption_of(name, number, words)
    local inlines = pandoc.List {
        pandoc.Span({ pandoc.Str(name .. '\u{a0}' .. number) },
            { class = 'label' }),
    }
    if words then
        inlines:extend { pandoc.Space(), pandoc.Span(words,
            { class = 'what' }) }
    end
    return inlines
end

-- --- code blocks ---

local function width(line)
    local column = 0
    for _, code in utf8.codes(line, true) do
        column = code == 9 and column - column % 8 + 8 or column + 1
    end
    return column
end

local function check_width(lines, where)
    for _, line in ipairs(lines) do
        if width(line[2]) > columns then
            source:complain(where(line[1]),
                'this line has %d columns; %d fit', width(line[2]), columns)
        end
    end
end

local function check_block_width(block, line)
    local lines, number = {}, 0
    for words in (block.text .. '\n'):gmatch('(.-)\n') do
        number = number + 1
        lines[number] = { number, words }
    end
    check_width(lines, function(n) return line + n end)
end

-- The file that a listing shows a part of.
local function path_of(block, line)
    local attributes = block.attributes
    if attributes.include then return attributes.include end
    if not key then
        source:complain(line, 'exercise= belongs into a chapter')
        return
    end
    local side = edition == 'instructor' and 'solutions' or 'skeletons'
    return ('%s/%s/%s'):format(side, key, attributes.exercise)
end

local function open_file(path, line)
    local file = excerpt.read(path)
    if not file then
        source:complain(line, 'there is no file "%s"', path)
        return
    end
    for _, problem in ipairs(file.problems) do
        source:complain(problem.where, '%s', problem.text)
    end
    file.problems = {}
    return file
end

-- The lines that the block asks for, from first to last.
local function find_part(block, file, line)
    local name = block.attributes.part
    if not name then return 1, #file.lines end
    if name == '(head)' then return excerpt.head(file) end
    local part = file.parts[name]
    if not part then
        source:complain(line, '%s has no part "%s"; it has: %s', file.path,
            name, table.concat(file.names, ', '))
        return
    end
    if block.attributes.exercise then
        return excerpt.with_step_above(file, part)
    end
    return part.first, part.last
end

-- The steps that the lines leave open, as "1" or "1 and 5".
local function steps_in(lines)
    local steps, seen = {}, {}
    for _, line in ipairs(lines) do
        local step = excerpt.step_begin(line[2])
        if step and not seen[step] then
            steps[#steps + 1], seen[step] = step, true
        end
    end
    table.sort(steps, function(a, b) return tonumber(a) < tonumber(b) end)
    return #steps > 0 and table.concat(steps, ' and ') or nil
end

local function listing(block, line)
    if block.text:match('%S') then
        source:complain(line, 'a block with include= or exercise= is empty')
    end
    local label = label_of(block, 'lst', line)
    local path = path_of(block, line)
    local file = path and open_file(path, line)
    if not (label and file) then return end
    local first, last = find_part(block, file, line)
    if not first then return end
    if not block.attributes.caption then
        source:complain(line, 'this listing has no caption')
    end
    if block.classes:includes 'broken' then
        wrong_programs[path:match('([^/.]+)%.%a+$')] = line
    end
    local lines = excerpt.lines(file, first, last)
    check_width(lines, function(n) return ('%s:%d'):format(path, n) end)
    table.insert(collected.listings, {
        path = path, first = first, last = last, where = source:at(line),
        part = block.attributes.part or '',
    })
    return matter.listing {
        label = label, id = id_of(label), number = next_number 'lst',
        caption = block.attributes.caption or '', path = path,
        language = block.classes[1], lines = lines,
        whole = not block.attributes.part,
        broken = block.classes:includes 'broken',
        step = edition == 'student' and block.attributes.exercise
            and steps_in(lines) or nil,
    }
end

local function numbered_listing(block, line)
    local result = listing(block, line)
    if not result then return end
    add_label(result.attributes.label, line, result.attributes.number,
        block.attributes.caption)
    result.attributes.label = nil
    return result
end

local function declaration(block, line)
    if not block.attributes.header then
        source:complain(line, 'this needs header="..."')
    end
    check_block_width(block, line)
    for name in block.text:gmatch('([%a_][%w_]*)%s*%b()%s*;') do
        table.insert(collected.calls,
            { name = name, id = section_id, prototype = 'yes' })
    end
    local where = ('#include <%s>'):format(block.attributes.header or '')
    return pandoc.Div({
        pandoc.Div({ pandoc.Plain { pandoc.Code(where) } },
            { class = 'caption' }),
        pandoc.CodeBlock(block.text, { class = 'c' }),
    }, { class = 'declaration' })
end

-- Whatever stands where a command begins; indexes.lua knows the tools.
local function note_tools(session)
    for prompted in ('\n' .. session):gmatch '\n[$#] ([^\n]*)' do
        for command in ('|' .. prompted):gmatch '[|;&]%s*([%w_.-]+)' do
            table.insert(collected.tools, { name = command, id = section_id })
        end
    end
end

local function session(block, line)
    local label = label_of(block, 'con', line)
    if not label then return end
    check_block_width(block, line)
    commands = commands .. '\n' .. block.text
    note_tools(block.text)
    local number = next_number 'con'
    add_label(label, line, number)
    return pandoc.Div({
        pandoc.Div({ pandoc.Plain(caption_of('Session', number)) },
            { class = 'caption' }),
        pandoc.CodeBlock(block.text, { class = 'console' }),
    }, pandoc.Attr(id_of(label), { 'session' }))
end

local function figure(block, line)
    local label = label_of(block, 'fig', line)
    if not label then return end
    for _, name in ipairs { 'caption', 'alt' } do
        if not (block.attributes[name] or ''):match('%S') then
            source:complain(line, 'this figure has no %s="..."', name)
        end
    end
    local number = next_number 'fig'
    local caption = block.attributes.caption or ''
    add_label(label, line, number, caption)
    return pandoc.Div({
        pandoc.CodeBlock(block.text, pandoc.Attr('',
            { 'diagram', block.classes[1] },
            { alt = block.attributes.alt, place = source:at(line) })),
        pandoc.Div({ pandoc.Plain(caption_of('Figure', number,
            inlines_of(caption))) }, { class = 'caption' }),
    }, pandoc.Attr(id_of(label), { 'figure' }))
end

local figures = { sequence = true, stack = true, dot = true }

local function code_block(block)
    local line = source:code_block(block)
    local class, second = block.classes[1], block.classes[2]
    if figures[class] then return figure(block, line) end
    if class == 'console' then return session(block, line) end
    if class == 'c' or class == 'python' then
        if block.attributes.include or block.attributes.exercise then
            return numbered_listing(block, line)
        end
        if second == 'prototype' or second == 'declaration' then
            return declaration(block, line)
        end
    end
    source:complain(line, 'a code block is one of: an excerpt (include= or '
        .. 'exercise=), a .prototype or .declaration (header=), a '
        .. '.console session, a figure (.sequence, .stack or .dot)')
end

-- --- other blocks ---

-- "Words {#tbl:name}" as a caption: pandoc 2 leaves the id in the text.
local function table_label(element)
    if element.identifier and element.identifier ~= '' then
        local label = element.identifier
        element.identifier = ''
        return label
    end
    local block = element.caption.long[1]
    local last = block and block.content[#block.content]
    local label = last and last.t == 'Str'
        and last.text:match('^{#(tbl:[%w%-]+)}$')
    if not label then return end
    block.content:remove(#block.content)
    if block.content[#block.content].t == 'Space' then
        block.content:remove(#block.content)
    end
    return label
end

-- Where pandoc guesses widths from the source, the page knows better.
local function forget_widths(element)
    local columns = {}
    for i, column in ipairs(element.colspecs) do
        columns[i] = { column[1], nil }
    end
    element.colspecs = columns
    return element
end

local function numbered_table(element)
    forget_widths(element)
    local label = table_label(element)
    if not label then return pandoc.Div({ element }, { class = 'table' }) end
    local caption = element.caption.long[1].content
    local number = next_number 'tbl'
    add_label(label, source:line_of('#' .. label), number, text(caption))
    local long = element.caption.long
    long[1].content = caption_of('Table', number, caption)
    element.caption = { long = long }
    return pandoc.Div({ element }, pandoc.Attr(id_of(label), { 'table' }))
end

local function question(element, process)
    local line = source:line_of('#' .. element.identifier)
    local label = label_of(element, 'q', line)
    if not label then return element end
    local number = next_number 'q'
    add_label(label, line, number)
    local body, answer = matter.split_question(element)
    if not answer then
        source:complain(line, 'this question has no answer')
    end
    return pandoc.Div({
        pandoc.Div(process(body), { class = 'asked' }),
        pandoc.Div(process(answer or {}), { class = 'answer' }),
    }, pandoc.Attr(id_of(label), { 'question' }, { number = number }))
end

-- --- headings ---

local function heading_number(level)
    if chapter.number == '' then return '' end
    if level == 1 then return chapter.number end
    counters.section = counters.section or 0
    if level == 2 then
        counters.section = counters.section + 1
        counters.subsection = 0
        return ('%s.%d'):format(chapter.number, counters.section)
    end
    counters.subsection = (counters.subsection or 0) + 1
    return ('%s.%d.%d'):format(chapter.number, counters.section,
        counters.subsection)
end

local function heading(element)
    local line = source:line_of('{#' .. element.identifier)
    local title = text(element.content)
    if element.level == 1 then chapter.title = title end
    local number = element.level <= 3 and heading_number(element.level) or ''
    if element.identifier:match('^%a+:') then
        add_label(element.identifier, line, number, title)
        element.identifier = id_of(element.identifier)
    else
        element.identifier = slug:gsub('^%d+%-', '') .. '--'
            .. element.identifier
    end
    table.insert(collected.headings, {
        level = element.level, id = element.identifier, number = number,
        title = title,
    })
    element.attributes.number = number ~= '' and number or nil
    element.classes = element.classes:filter(function(class)
        return class ~= 'unnumbered'
    end)
    if key and element.identifier:match('^sec%-') and element.level == 2
        and title:match('^Step %d+:') then
        element.classes:insert 'step'
    end
    section_id = element.identifier
    return element
end

-- --- inline elements: what is cited, indexed and called ---

-- words: an element; where: the id of the section that it is in.
local function note_inline(words, where)
    return words:walk {
        Cite = function(cite)
            for _, citation in ipairs(cite.citations) do
                table.insert(collected.cites, {
                    label = citation.id,
                    where = source:at(source:line_of('@' .. citation.id)),
                })
            end
        end,
        Span = function(span)
            if span.classes[1] ~= 'index' then return end
            local id = ('term-%s-%d'):format(slug, #collected.terms + 1)
            table.insert(collected.terms,
                { term = span.attributes.term, id = id, section = where })
            return pandoc.Span({}, pandoc.Attr(id, { 'term' }))
        end,
        Str = function(str)
            local name, number = str.text:match(
                '([%a_][%w_%-%.]*)%(([1-8])%)')
            if not name then return end
            table.insert(collected.manuals, {
                name = name, section = number,
                where = source:at(source:line_of(name .. '(' .. number)),
            })
            table.insert(
                (number == '1' or number == '8') and collected.tools
                    or collected.calls,
                { name = name, id = where, manual = number })
        end,
        Code = function(code)
            local name = code.text:match('^([%a_][%w_]*)$')
                or code.text:match('^([%a_][%w_]*)%(%)$')
            if name then
                table.insert(collected.calls, { name = name, id = where })
            end
            table.insert(collected.tools,
                { name = code.text:match '^[%w_.-]*', id = where })
        end,
    }
end

-- What a message means names the sections that explain its code.
local function note_explained(list)
    for _, item in ipairs(list.content) do
        local code = text(item[1]):match '%((E[A-Z_]+)%)'
        pandoc.Blocks(item[2][1]):walk { Cite = function(cite)
            table.insert(collected.explained,
                { name = code or '', id = id_of(cite.citations[1].id) })
        end }
    end
end

-- --- the whole ---

local process

local function process_block(block)
    if block.t == 'Header' then
        local element = heading(block)
        return note_inline(element, element.identifier)
    end
    if block.t == 'CodeBlock' then
        return code_block(block) or pandoc.Para {}
    end
    if block.t == 'Table' then
        return note_inline(numbered_table(block), section_id)
    end
    if block.t == 'Div' and block.classes[1] == 'question' then
        return question(block, process)
    end
    if block.t == 'Div' then
        if block.classes[1] == 'messages' then
            note_explained(block.content[1])
        end
        block.content = process(block.content)
        return block
    end
    if block.t == 'OrderedList' and block.start ~= 1 then
        source:complain(source:line_of(('%d.'):format(block.start)),
            'this makes a list that begins with %d', block.start)
    end
    if block.t == 'BulletList' or block.t == 'OrderedList' then
        for i, item in ipairs(block.content) do
            block.content[i] = process(item)
        end
        return block
    end
    return note_inline(pandoc.Div { block }, section_id).content[1]
end

function process(blocks)
    local result = pandoc.List {}
    for _, block in ipairs(blocks) do
        result:insert(process_block(block))
    end
    return result
end

-- A program that is shown for its mistakes has to be run: sessions.lua
-- then proves what the text says of it.
local function check_wrong_programs()
    for name, line in pairs(wrong_programs) do
        if not commands:find('\n%$ [^\n]*%./' .. name .. '%f[^%w_]')
            and not commands:find('\n%$ [^\n]*' .. name .. '%.py') then
            source:complain(line, 'no session runs %s, to show how it fails',
                name)
        end
    end
end

local function write_value(file, value)
    if type(value) ~= 'table' then
        file:write(('%q'):format(value))
        return
    end
    file:write '{'
    for _, item in ipairs(value) do
        write_value(file, item)
        file:write ',\n'
    end
    local names = {}
    for name in pairs(value) do
        if type(name) == 'string' then names[#names + 1] = name end
    end
    table.sort(names)
    for _, name in ipairs(names) do
        file:write(name, '=')
        write_value(file, value[name])
        file:write ','
    end
    file:write '}'
end

local function write_labels(path)
    local file = assert(io.open(path, 'w'))
    file:write 'return '
    write_value(file, collected)
    file:write '\n'
    file:close()
end

function Pandoc(document)
    local meta = document.meta
    edition, slug = text(meta.edition or 'student'), text(meta.slug or 'text')
    if slug:match('^%d%d%-') then key = slug end
    local number = key and slug:match('^0*(%d+)')
        or text(meta.letter or '')
    chapter.number = number
    local keys = {}
    for name in text(meta.keys or ''):gmatch('%S+') do
        keys[#keys + 1] = name
    end
    matter.begin { keys = keys, edition = edition, source = source }
    local blocks = document.blocks
    if not key then
        blocks = matter.fill(blocks)
    end
    blocks = process(blocks)
    if key then blocks = matter.close_steps(blocks, key) end
    collected.slug, collected.number = slug, chapter.number
    collected.title, collected.key = chapter.title, key or ''
    collected.edition = edition
    check_wrong_programs()
    source:stop_if_wrong()
    if meta.labels then write_labels(text(meta.labels)) end
    return pandoc.Pandoc(blocks)
end
