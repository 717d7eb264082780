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

local function entry(level, address, number, title, current)
    local mark = number ~= ''
        and ('<span class="number">%s</span> '):format(number) or ''
    return ('<li class="level-%d"><a href="%s"%s>%s%s</a></li>'):format(
        level, address, current and ' aria-current="page"' or '', mark,
        '<span class="title">' .. svg.escape(title) .. '</span>')
end

local function list(items)
    return '<ol>\n' .. table.concat(items, '\n') .. '\n</ol>'
end

-- Chapters only.
local function side()
    local items = {}
    for i, text in ipairs(texts) do
        local address = form.mode == 'site' and text.slug .. '.html'
            or '#' .. (text.headings[1] or { id = '' }).id
        items[i] = entry(1, address, text.number, text.title,
            form.mode == 'site' and text.slug == form.here)
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

-- The sections of one page.
local function on_this_page(text)
    local items = {}
    for _, heading in ipairs(text.headings) do
        if heading.level == 2 or heading.level == 3 then
            items[#items + 1] = entry(heading.level, '#' .. heading.id,
                heading.number, heading.title)
        end
    end
    return #items > 0 and list(items) or nil
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
            local sections = on_this_page(text)
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

local function words_of(block, words)
    if block.t == 'CodeBlock' then
        if block.classes[1] ~= 'diagram' then
            words[#words + 1] = block.text
        end
    elseif block.t == 'Div' or block.t == 'BlockQuote' then
        for _, inner in ipairs(block.content) do words_of(inner, words) end
    elseif block.t == 'BulletList' or block.t == 'OrderedList' then
        for _, item in ipairs(block.content) do
            for _, inner in ipairs(item) do words_of(inner, words) end
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

-- One line for each section: its address, title and words.
function contents.write_search(all, path)
    local sections, current = {}, nil
    for _, block in ipairs(all) do
        if block.t == 'Header' and block.level <= 3 then
            current = { id = block.identifier, words = {},
                title = ('%s %s'):format(block.attributes.number or '',
                    pandoc.utils.stringify(block)) }
            sections[#sections + 1] = current
        elseif current then
            words_of(block, current.words)
        end
    end
    local file = assert(io.open(path, 'w'))
    for _, section in ipairs(sections) do
        file:write(('{url:%s,title:%s,text:%s},\n'):format(
            javascript(form.here .. '.html#' .. section.id),
            javascript(section.title:gsub('^%s+', '')),
            javascript(table.concat(section.words, ' '))))
    end
    file:close()
end

return contents
