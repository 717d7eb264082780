-- render.lua: the second of two passes: one form of the book.
--
-- pandoc NAME.json... -L book/filters/render.lua \
--     -M mode=site|single|print|epub -M edition=student|instructor \
--     -M labels=FOLDER -M names="preface 01-name-lookup ..." \
--     -M cache=FOLDER [-M here=NAME -M search=FILE] \
--     --template book/templates/... -t html5|epub3
--
-- In the mode "site" it makes one page, here; otherwise the whole book.
-- Ids stay on elements that pandoc knows, for it to find them when it
-- divides an EPUB into files; what is drawn around them is raw HTML.
--
-- SPDX-License-Identifier: MIT
local folder = PANDOC_SCRIPT_FILE:match('(.*/)') or './'
package.path = folder .. '?.lua;' .. package.path
local code = require 'code'
local contents = require 'contents'
local indexes = require 'indexes'
local references = require 'references'
local svg = require 'svg'

local drawers = {
    sequence = require 'sequence', stack = require 'stack',
    dot = require 'graph',
}
local text_of = pandoc.utils.stringify

local mode, edition, here, cache
local texts, labels, page_of = {}, {}, {}
local folds -- whether the form can fold answers and hints

local function raw(html)
    return pandoc.RawBlock('html', html)
end

-- --- what the first pass gathered ---

local function read_labels(label_folder, names)
    for name in names:gmatch('%S+') do
        local text = dofile(('%s/%s.lua'):format(label_folder, name))
        texts[#texts + 1] = text
        for _, label in ipairs(text.labels) do
            labels[label.label], page_of[label.id] = label, name
        end
        for _, list in ipairs { text.headings, text.terms } do
            for _, item in ipairs(list) do page_of[item.id] = name end
        end
    end
end

local function href(id)
    local page = page_of[id] or id:match('%-answer$') and 'answers'
    if mode == 'site' and page and page ~= here then
        return ('%s.html#%s'):format(page, id)
    end
    return '#' .. id
end

-- --- blocks ---

local function heading(block)
    local number = block.attributes.number
    block.attributes.number = nil
    local title = text_of(block.content)
    if number then
        local words = number
        if block.level == 1 then
            words = (number:match('^%a') and 'Appendix ' or 'Chapter ')
                .. number
        end
        block.content:insert(1, pandoc.Space())
        block.content:insert(1, pandoc.Span({ pandoc.Str(words) },
            { class = 'number' }))
    end
    if mode == 'site' or mode == 'single' then
        block.content:insert(pandoc.RawInline('html',
            (' <a class="permalink" href="#%s" aria-label="Link to “%s”">#</a>')
                :format(block.identifier, svg.escape(title))))
    end
    return block
end

local function draw(block)
    local figure = {
        kind = block.classes[2], alt = block.attributes.alt,
        for_screen = mode == 'site' or mode == 'single',
        for_paper = mode == 'print',
    }
    local ok, drawing = pcall(drawers[figure.kind].draw, block.text, figure)
    if ok then return drawing end
    if type(drawing) ~= 'table' then error(drawing) end
    local path, line = block.attributes.place:match('^(.*):(%d+)$')
    io.stderr:write(('%s:%d: error: a figure cannot have the line "%s"\n')
        :format(path, line + drawing.line, drawing.text))
    os.exit(1)
end

-- A drawing in a file, for readers that take no SVG among the HTML.
local function drawing_file(block)
    local drawing = draw(block):gsub('(<svg[^>]*>)',
        '%1<rect width="100%%" height="100%%" fill="#fff"/>', 1)
    local name = pandoc.utils.sha1(drawing):sub(1, 12)
    local path = ('%s/%s.svg'):format(cache, name)
    code.write_file(path, drawing)
    return pandoc.Plain { pandoc.Image(
        { pandoc.Str(block.attributes.alt) }, path) }
end

local function captioned(div, body)
    local caption = div.content[#div.content]
    local result = pandoc.List { raw '<figure>' }
    result:extend(body)
    result:extend { raw '<figcaption>', caption.content[1],
        raw '</figcaption></figure>' }
    div.content = result
    return div
end

local blocks = {}

function blocks.figure(div)
    local diagram = div.content[1]
    return captioned(div, { mode == 'epub' and drawing_file(diagram)
        or raw(draw(diagram)) })
end

-- Code, the rest of it, or a note on it, in a frame with its caption on
-- top; on paper the caption stays with what follows.
local function framed(caption, first, rest, note)
    local head, foot = '<figure><figcaption>', '</figcaption>' .. first
    if mode == 'print' then
        head, foot = '<figure><div class="together"><figcaption>',
            foot .. '</div>'
    end
    return { raw(head), caption.content[1],
        raw(foot .. (rest or '') .. (note or '') .. '</figure>') }
end

local function code_of(block)
    if not folds then block.text = code.expand(block.text) end
    if mode == 'print' then return code.on_paper(block) end
    return code.html(block)
end

function blocks.listing(div)
    local step = div.attributes.step
    local note = step and ('<p class="yours">Step%s to write.</p>'):format(
        step:match(' ') and ('s ' .. step .. ' are yours')
        or (' ' .. step .. ' is yours'))
    local first, rest = code_of(div.content[2])
    div.content = framed(div.content[1], first, rest, note)
    div.attributes = {}
    return div
end

function blocks.declaration(div)
    div.content = framed(div.content[1], code_of(div.content[2]))
    return div
end

function blocks.session(div)
    local session = mode == 'print' and code.session_on_paper or code.session
    div.content = framed(div.content[1], session(div.content[2].text))
    return div
end

local callouts = {
    predict = 'Predict, then run', pitfall = 'Pitfall', history = 'History',
    python = 'In Python', note = 'Note', contract = 'The contract',
}

local function callout(div, kind)
    local title = callouts[kind]
    if div.attributes.title then
        title = kind == 'pitfall' and div.attributes.title
            or title .. ': ' .. div.attributes.title
    end
    div.content:insert(1, pandoc.Div({ pandoc.Plain { pandoc.Str(title) } },
        { class = 'callout-title' }))
    return pandoc.Div(div.content, pandoc.Attr(div.identifier,
        { 'callout', kind }, { { 'role', 'note' }, { 'aria-label', title } }))
end

local function fold(summary, content)
    local result = pandoc.List {
        raw('<details><summary>' .. summary .. '</summary>') }
    result:extend(content)
    result:insert(raw '</details>')
    return result
end

local function link_block(words, id, class)
    return pandoc.Div({ pandoc.Plain { pandoc.Link({ pandoc.Str(words) },
        href(id)) } }, { class = class })
end

function blocks.question(div)
    local number = div.attributes.number
    local asked, answer = div.content[1].content, div.content[2].content
    local content = pandoc.List { pandoc.Div({ pandoc.Plain {
        pandoc.Str('Question\u{a0}' .. number) } },
        { class = 'callout-title' }) }
    content:extend(asked)
    if edition == 'instructor' then
        content:insert(pandoc.Div(answer, { class = 'answer' }))
    elseif folds then
        content:extend(fold('Answer', answer))
    else
        content:insert(link_block('The answer',
            div.identifier .. '-answer', 'elsewhere'))
    end
    div.attributes = {}
    div.content = content
    return div
end

-- An answer in the appendix leads back to its question.
blocks['answer-entry'] = function(div)
    local title = pandoc.Div({ pandoc.Plain { pandoc.Link(
        { pandoc.Str('Question\u{a0}' .. div.attributes.number) },
        href(div.attributes.question)) } }, { class = 'callout-title' })
    div.content:insert(1, title)
    div.attributes = {}
    return div
end

function blocks.hint(div)
    local words = 'Hint ' .. div.attributes.number
    if div.attributes.step then
        words = div.attributes.step .. ', hint ' .. div.attributes.number
    end
    div.attributes = {}
    if folds then
        div.content = fold(words, div.content)
    else
        div.content:insert(1, pandoc.Div({ pandoc.Plain {
            pandoc.Str(words) } }, { class = 'callout-title' }))
    end
    return div
end

local function definitions(block)
    for _, item in ipairs(block.content) do
        item[1] = pandoc.Inlines { pandoc.Span(item[1],
            { id = contents.term_id(item[1]) }) }
    end
    return block
end

local lists = {
    ['index-of-terms'] = indexes.terms, ['index-of-calls'] = indexes.calls,
    ['index-of-errors'] = indexes.errors, ['list-of-rfcs'] = indexes.rfcs,
    ['index-of-options'] = indexes.options,
    ['index-of-tools'] = indexes.tools,
}

local render_blocks

local function render_block(block)
    if block.t == 'Header' then return heading(block) end
    if block.t == 'BulletList' or block.t == 'OrderedList' then
        for i, item in ipairs(block.content) do
            block.content[i] = render_blocks(item)
        end
        return block
    end
    if block.t == 'DefinitionList' then return definitions(block) end
    if block.t ~= 'Div' then return block end
    local class = block.classes[1]
    if lists[class] then return lists[class](block) end
    if class ~= 'figure' and class ~= 'listing' then
        block.content = render_blocks(block.content)
    end
    if callouts[class] then return callout(block, class) end
    return blocks[class] and blocks[class](block) or block
end

function render_blocks(list)
    local result = pandoc.List {}
    for _, block in ipairs(list) do result:insert(render_block(block)) end
    return result
end

-- Where nothing can be folded, the second and third hints of a chapter
-- stand behind the first ones of all its steps: not all at one glance.
local function hints_apart(list)
    local result, later, step = pandoc.List {}, {}, ''
    local function tell_later_ones()
        for number = 2, 3 do result:extend(later[number] or {}) end
        later = {}
    end
    for _, block in ipairs(list) do
        local number = block.t == 'Div' and block.classes[1] == 'hint'
            and tonumber(block.attributes.number) or 1
        if block.t == 'Header' then
            if block.level <= 2 then tell_later_ones() end
            step = text_of(block.content)
        end
        if number > 1 then
            block.attributes.step = step
            later[number] = later[number] or pandoc.List {}
            later[number]:insert(block)
        else
            result:insert(block)
        end
    end
    tell_later_ones()
    return result
end

-- Links that were made before it was known on which page their aim is.
local function resolve(link)
    if link.classes:includes 'elsewhere' then
        link.target = href(link.target:gsub('^#', ''))
        return link
    end
end

function Pandoc(document)
    local meta = document.meta
    mode, edition = text_of(meta.mode), text_of(meta.edition)
    here, cache = text_of(meta.here or ''), text_of(meta.cache)
    code.begin(cache)
    folds = mode == 'site' or mode == 'single'
    read_labels(text_of(meta.labels), text_of(meta.names))
    references.begin(labels, href)
    indexes.begin(texts, { href = href, with_pages = mode == 'print' })
    contents.begin(texts, { mode = mode, here = here, href = href })
    contents.fill_template(meta)
    document = document:walk { Inlines = references.link }
        :walk { Link = resolve }
    if meta.search then
        contents.write_search(document.blocks, text_of(meta.search))
    end
    if not folds then document.blocks = hints_apart(document.blocks) end
    document.blocks = render_blocks(document.blocks)
    if mode == 'site' and here == 'index' then
        document.blocks:insert(raw(contents.of_the_book()))
    end
    for _, name in ipairs { 'labels', 'names', 'search', 'cache' } do
        meta[name] = nil
    end
    return document
end
