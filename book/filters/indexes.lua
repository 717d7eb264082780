-- indexes.lua: the index of terms, the index of calls and error codes,
-- and the list of RFCs.
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
    return name:match('^E[A-Z]+[0-9]?[A-Z]*$') or name:match('^EAI_[A-Z]+$')
end

local not_errors = { EXIT_SUCCESS = true, EOF = true }

-- Each place of a chapter that speaks of one of the wanted names: how
-- often, and whether it shows the call's prototype or manual page.
local function places_of(wanted)
    local entries, seen = {}, {}
    for _, text in ipairs(texts) do
        for _, call in ipairs(text.key ~= '' and text.calls or {}) do
            if wanted(call.name) and not not_errors[call.name] then
                local key = call.name .. ' ' .. call.id
                entries[call.name] = entries[call.name] or {}
                if not seen[key] then
                    seen[key] = { id = call.id, times = 0,
                        words = section_words(text, call.id) }
                    table.insert(entries[call.name], seen[key])
                end
                seen[key].times = seen[key].times + 1
                seen[key].main = seen[key].main or call.manual ~= nil
                    or call.prototype ~= nil
            end
        end
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

-- wanted(name): whether a name belongs into this index.
local function index_of(wanted)
    local items, entries = {}, places_of(wanted)
    for i, name in ipairs(sorted_names(entries)) do
        items[i] = entry(pandoc.Code(name), without_passing(entries[name]))
    end
    return pandoc.Div({ pandoc.BulletList(items) }, { class = 'index' })
end

function indexes.calls()
    local known = known_calls()
    return index_of(function(name) return known[name] end)
end

function indexes.errors()
    return index_of(is_error_code)
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
