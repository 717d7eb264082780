-- contents.lua: tables of contents, neighbours, and the text that the
-- search looks through.
--
-- SPDX-License-Identifier: MIT
local svg = require 'svg'

local contents = {}

-- texts: all that collect.lua gathered, in the order of the book.
-- form: mode, here (the page's name), href(id).
local texts, form

function contents.begin(new_texts, new_form)
    texts, form = new_texts, new_form
end

local function html(text)
    return pandoc.MetaBlocks { pandoc.RawBlock('html', text) }
end

-- below: a list that stands under the entry, or nil.
local function entry(level, address, number, title, current, below)
    local mark = number ~= ''
        and ('<span class="number">%s</span> '):format(number) or ''
    return ('<li class="level-%d"><a href="%s"%s>%s%s</a>%s</li>'):format(
        level, address, current and ' aria-current="page"' or '', mark,
        '<span class="title">' .. svg.escape(title) .. '</span>',
        below or '')
end

local function list(items, class)
    return ('<ol%s>\n%s\n</ol>'):format(class
        and (' class="%s"'):format(class) or '', table.concat(items, '\n'))
end

-- The sections of one text.
local function sections_of(text, class)
    local items = {}
    for _, heading in ipairs(text.headings) do
        if heading.level == 2 or heading.level == 3 then
            items[#items + 1] = entry(heading.level, '#' .. heading.id,
                heading.number, heading.title)
        end
    end
    return #items > 0 and list(items, class) or nil
end

-- Chapters, and the sections of this page for screens that have no room
-- for a list of their own.
local function side()
    local items = {}
    for i, text in ipairs(texts) do
        local is_here = form.mode == 'site' and text.slug == form.here
        local address = form.mode == 'site' and text.slug .. '.html'
            or '#' .. (text.headings[1] or { id = '' }).id
        items[i] = entry(1, address, text.number, text.title, is_here,
            is_here and sections_of(text, 'here'))
    end
    return list(items)
end

-- Chapters and their sections.
function contents.of_the_book()
    local items = {}
    for _, text in ipairs(texts) do
        for _, heading in ipairs(text.headings) do
            if heading.level <= 2 then
                items[#items + 1] = entry(heading.level,
                    form.href(heading.id), heading.number, heading.title)
            end
        end
    end
    return '<nav class="contents" aria-label="Contents">' .. list(items)
        .. '</nav>'
end

local function set_neighbours(meta, i)
    local function set(name, text)
        meta[name .. '-url'] = text.slug .. '.html'
        meta[name .. '-title'] = text.title
    end
    if i > 1 then
        set('previous', texts[i - 1])
    else
        set('previous', { slug = 'index', title = 'Contents' })
    end
    if texts[i + 1] then set('next', texts[i + 1]) end
end

function contents.fill_template(meta)
    if form.mode == 'epub' then return end
    if form.mode ~= 'site' then
        meta.contents = html(contents.of_the_book())
        meta.side = html(side())
        return
    end
    meta.side = html(side())
    for i, text in ipairs(texts) do
        if text.slug == form.here then
            meta.pagetitle = text.title
            local sections = sections_of(text)
            meta.sections = sections and html(sections)
            set_neighbours(meta, i)
        end
    end
    if form.here == 'index' then
        meta['next-url'] = texts[1].slug .. '.html'
        meta['next-title'] = texts[1].title
    end
end

-- --- search ---

-- What readers are to find out by themselves the search does not tell.
local function spoils(div)
    return div.classes:includes 'answer'
        or div.classes:includes 'answer-entry'
        or div.classes:includes 'hint' and div.attributes.number ~= '1'
end

local words_of

local function words_of_all(list, words)
    for _, block in ipairs(list) do words_of(block, words) end
end

local function words_of_definition(item, words)
    words[#words + 1] = pandoc.utils.stringify(item[1])
    for _, definition in ipairs(item[2]) do words_of_all(definition, words) end
end

function words_of(block, words)
    if block.t == 'CodeBlock' then
        if block.classes[1] ~= 'diagram' then
            words[#words + 1] = block.text
        end
    elseif block.t == 'Div' then
        if not spoils(block) then words_of_all(block.content, words) end
    elseif block.t == 'BlockQuote' then
        words_of_all(block.content, words)
    elseif block.t == 'BulletList' or block.t == 'OrderedList' then
        for _, item in ipairs(block.content) do words_of_all(item, words) end
    elseif block.t == 'DefinitionList' then
        for _, item in ipairs(block.content) do
            words_of_definition(item, words)
        end
    elseif block.t == 'Table' then
        block:walk {
            Plain = function(plain)
                words[#words + 1] = pandoc.utils.stringify(plain)
            end,
        }
    else
        words[#words + 1] = pandoc.utils.stringify(block)
    end
end

local function javascript(text)
    return '"' .. text:gsub('%s+', ' '):gsub('[%c"\\<]', function(character)
        return ('\\u%04x'):format(character:byte())
    end) .. '"'
end

-- The address of a definition on its page.
function contents.term_id(term)
    return 'term-' .. pandoc.utils.stringify(term):lower()
        :gsub('[^%w]+', '-')
end

local function section_of(block)
    return { id = block.identifier, words = {},
        title = ('%s %s'):format(block.attributes.number or '',
            pandoc.utils.stringify(block)) }
end

-- Each definition is found by itself, before all that mentions it.
local function sections_of_terms(block, sections)
    for _, item in ipairs(block.content) do
        local section = { id = contents.term_id(item[1]), words = {},
            title = pandoc.utils.stringify(item[1]), defines = true }
        words_of_definition(item, section.words)
        sections[#sections + 1] = section
    end
end

-- One line for each section: its address, title and words.
function contents.write_search(all, path)
    local sections, current = {}, nil
    for _, block in ipairs(all) do
        if block.t == 'Header' and block.level <= 3 then
            current = section_of(block)
            sections[#sections + 1] = current
        elseif block.t == 'DefinitionList' then
            sections_of_terms(block, sections)
        elseif current then
            words_of(block, current.words)
        end
    end
    local file = assert(io.open(path, 'w'))
    for _, section in ipairs(sections) do
        file:write(('{url:%s,title:%s,text:%s%s},\n'):format(
            javascript(form.here .. '.html#' .. section.id),
            javascript(section.title:gsub('^%s+', '')),
            javascript(table.concat(section.words, ' ')),
            section.defines and ',defines:1' or ''))
    end
    file:close()
end

return contents
