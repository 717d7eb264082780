-- indexes.lua: the indexes of terms, of calls, error codes, options and
-- tools, and the list of RFCs.
--
-- SPDX-License-Identifier: MIT
local indexes = {}

-- texts: all that collect.lua gathered, in the order of the book.
-- book: href(id), with_pages (the format has page numbers).
local texts, book

function indexes.begin(new_texts, new_book)
    texts, book = new_texts, new_book
end

local function sorted_names(entries)
    local names = {}
    for name in pairs(entries) do names[#names + 1] = name end
    table.sort(names, function(a, b)
        local x, y = a:lower():gsub('[^%w]', ''), b:lower():gsub('[^%w]', '')
        return x == y and a < b or x < y
    end)
    return names
end

-- A link to a place: its page number, where there is one.
local function place_link(place)
    local words = book.with_pages and '' or place.words
    local link = pandoc.Link({ pandoc.Str(words) }, book.href(place.id),
        '', { class = 'place' })
    return place.main and pandoc.Strong { link } or link
end

local function entry(head, places)
    local inlines = pandoc.List { head }
    for _, place in ipairs(places) do
        inlines:extend { pandoc.Str ',', pandoc.Space(), place_link(place) }
    end
    return { pandoc.Plain(inlines) }
end

local function section_words(text, id)
    for _, heading in ipairs(text.headings) do
        if heading.id == id then
            return heading.number ~= '' and heading.number or text.title
        end
    end
    return text.title
end

function indexes.terms()
    local entries = {}
    for _, text in ipairs(texts) do
        for _, term in ipairs(text.terms) do
            entries[term.term] = entries[term.term] or {}
            table.insert(entries[term.term], { id = term.id,
                words = section_words(text, term.section) })
        end
    end
    local items = {}
    for i, name in ipairs(sorted_names(entries)) do
        items[i] = entry(pandoc.Str(name), entries[name])
    end
    return pandoc.Div({ pandoc.BulletList(items) }, { class = 'index' })
end

-- Names of calls: those that have a manual page in section 2 or 3, or
-- stand in a prototype.
local function known_calls()
    local known = {}
    for _, text in ipairs(texts) do
        for _, call in ipairs(text.calls) do
            if call.manual == '2' or call.manual == '3' or call.prototype then
                known[call.name] = true
            end
        end
    end
    return known
end

local function is_error_code(name)
    return name ~= 'EOF' and name:match('^E[A-Z]+[0-9]?[A-Z]*$')
        or name:match('^EAI_[A-Z]+$')
end

-- What a program passes by name: SO_REUSEADDR, MSG_PEEK, SIGPIPE.
local not_options = { PAUSE_MS = true, TIME_WAIT = true }

local function is_option(name)
    if not_options[name] then return false end
    return name:match('^SIG[A-Z0-9]+$') or name:match('^POLL[A-Z]+$')
        or name:match('^[A-Z][A-Z0-9]*_[A-Z0-9_]+$')
        and not name:match('^EXIT_') and not is_error_code(name)
end

-- A place with a call's prototype or manual page explains it.
local function explains(use)
    return use.manual ~= nil or use.prototype ~= nil
end

-- Where each section stands, and of which text it is.
local function sections()
    local of, count = {}, 0
    for _, text in ipairs(texts) do
        for _, heading in ipairs(text.headings) do
            count = count + 1
            of[heading.id] = { text = text, order = count }
        end
    end
    return of
end

-- An index while it is gathered: add(name, id, main) counts a place of
-- a chapter or, for tools, of the pages before them.
local function gathering(kind, wanted)
    local entries, seen, of = {}, {}, sections()
    local function add(name, id, main)
        local text = of[id] and of[id].text
        local is_read = text and (text.key ~= ''
            or kind == 'tools' and text.number == '')
        if not is_read or not wanted(name) then return end
        local key = name .. ' ' .. id
        if not seen[key] then
            seen[key] = { id = id, times = 0, order = of[id].order,
                words = section_words(text, id), main = false }
            entries[name] = entries[name] or {}
            table.insert(entries[name], seen[key])
        end
        seen[key].times = seen[key].times + 1
        seen[key].main = seen[key].main or main
    end
    return entries, add
end

-- kind: the list of the uses, by name in what was gathered.
local function places_of(kind, wanted)
    local entries, add = gathering(kind, wanted)
    for _, text in ipairs(texts) do
        for _, use in ipairs(text[kind]) do
            add(use.name, use.id, explains(use))
        end
        for _, place in ipairs(kind == 'calls' and text.explained or {}) do
            add(place.name, place.id, true)
        end
    end
    for _, places in pairs(entries) do
        table.sort(places, function(a, b) return a.order < b.order end)
    end
    return entries
end

-- A name that is only mentioned in passing is not explained there; but
-- every name has a place.
local function without_passing(places)
    local kept = {}
    for _, place in ipairs(places) do
        if place.main or place.times > 1 then kept[#kept + 1] = place end
    end
    return #kept > 0 and kept or places
end

local function list_of(entries)
    local items = {}
    for i, name in ipairs(sorted_names(entries)) do
        items[i] = entry(pandoc.Code(name), without_passing(entries[name]))
    end
    return pandoc.Div({ pandoc.BulletList(items) }, { class = 'index' })
end

function indexes.calls()
    local known = known_calls()
    return list_of(places_of('calls', function(name) return known[name] end))
end

function indexes.errors()
    return list_of(places_of('calls', is_error_code))
end

-- The place that speaks of it most is the one to begin with.
local function with_most_as_main(entries)
    for _, places in pairs(entries) do
        local most = places[1]
        for _, place in ipairs(places) do
            if place.times > most.times then most = place end
        end
        most.main = true
    end
    return entries
end

function indexes.options()
    return list_of(with_most_as_main(places_of('calls', is_option)))
end

-- The tools that the text lists in its div.
function indexes.tools(div)
    local wanted = {}
    for name in pandoc.utils.stringify(div):gmatch '%S+' do
        wanted[name] = true
    end
    local entries = places_of('tools', function(name) return wanted[name] end)
    for name in pairs(wanted) do
        if not entries[name] then
            error(('the index of tools wants %s, which no session and no '
                .. 'chapter has'):format(name), 0)
        end
    end
    return list_of(with_most_as_main(entries))
end

-- The RFCs, from the file that the texts are checked with.
function indexes.rfcs()
    local items = {}
    for line in io.lines('book/rfcs.txt') do
        local number, date, title = line:match('^(%d+) | (.-) | (.*)$')
        if number then
            local address = 'https://www.rfc-editor.org/rfc/rfc' .. number
            items[#items + 1] = { pandoc.Plain {
                pandoc.Link({ pandoc.Str('RFC\u{a0}' .. number) }, address),
                pandoc.Str ',', pandoc.Space(),
                pandoc.Emph { pandoc.Str(title) },
                pandoc.Str ',', pandoc.Space(), pandoc.Str(date .. '.'),
            } }
        end
    end
    return pandoc.BulletList(items)
end

return indexes
