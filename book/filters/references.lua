-- references.lua: what is linked in running text: labels, manual pages,
-- RFCs.
--
-- SPDX-License-Identifier: MIT
local references = {}

local kinds = {
    lst = 'Listing', fig = 'Figure', con = 'Session', tbl = 'Table',
    q = 'Question', sec = 'section', ch = 'chapter',
}

-- labels[label] has kind, number, title, id, slug; href(id) a link.
local labels, href

function references.begin(new_labels, new_href)
    labels, href = new_labels, new_href
end

local function words_for(label, capital)
    if label.number == '' then return '“' .. label.title .. '”' end
    local kind = kinds[label.kind]
    if label.kind == 'ch' and label.number:match('^%a') then
        kind = 'appendix'
    end
    if capital then kind = kind:sub(1, 1):upper() .. kind:sub(2) end
    return kind .. '\u{a0}' .. label.number
end

local function cite(element, capital)
    local result = pandoc.List {}
    for i, citation in ipairs(element.citations) do
        local label = labels[citation.id]
        if i > 1 then
            result:extend { pandoc.Str ',', pandoc.Space() }
        end
        if label then
            result:insert(pandoc.Link(
                { pandoc.Str(words_for(label, capital and i == 1)) },
                href(label.id), label.title, { class = 'reference' }))
        else
            result:insert(pandoc.Str('@' .. citation.id))
        end
    end
    return result
end

-- Does a sentence begin at inlines[i]?
local function begins_sentence(inlines, i)
    if i == 1 then return true end
    local before = inlines[i - 2]
    return inlines[i - 1].t ~= 'Str' and before and before.t == 'Str'
        and before.text:match('[.?!]”?%)?$') ~= nil
end

local manual_site = 'https://manpages.debian.org/bookworm/%s.%s'

-- name(N) in a word, or nil.
local function manual(element)
    local before, name, section, after =
        element.text:match('^(%p*)([%a_][%w_%-%.]*)%(([1-8])%)(.*)$')
    if not name then return end
    return {
        pandoc.Str(before),
        pandoc.Link({ pandoc.Code(('%s(%s)'):format(name, section)) },
            manual_site:format(name, section), 'manual page',
            { class = 'manual' }),
        pandoc.Str(after),
    }
end

local function is_space(element)
    return element and (element.t == 'Space' or element.t == 'SoftBreak')
end

-- The words from inlines[i] on that name an RFC and its section: the
-- link, what follows the last word, and how many words there are.
local function rfc(inlines, i)
    local before = inlines[i].text:match('^(%p*)RFC$')
    if not before or not is_space(inlines[i + 1])
        or not inlines[i + 2] or inlines[i + 2].t ~= 'Str' then
        return
    end
    local number, after = inlines[i + 2].text:match('^(%d+)(.*)$')
    if not number then return end
    local address = 'https://www.rfc-editor.org/rfc/rfc' .. number
    local words, used = 'RFC\u{a0}' .. number, 3
    local kind = after == ',' and is_space(inlines[i + 3]) and inlines[i + 4]
    local where = is_space(inlines[i + 5]) and inlines[i + 6]
    if kind and (kind.text == 'section' or kind.text == 'appendix')
        and where and where.t == 'Str' then
        local section, rest = where.text:match('^([%w.]*%w)(.*)$')
        if section then
            words = ('%s, %s\u{a0}%s'):format(words, kind.text, section)
            address = ('%s#%s-%s'):format(address, kind.text, section)
            after, used = rest, 7
        end
    end
    return { pandoc.Str(before), pandoc.Link({ pandoc.Str(words) }, address,
        '', { class = 'rfc' }), pandoc.Str(after) }, used
end

-- Links what is in a list of inline elements.
function references.link(inlines)
    local result, i = pandoc.List {}, 1
    while i <= #inlines do
        local element, used = inlines[i], 1
        local linked
        if element.t == 'Cite' then
            linked = cite(element, begins_sentence(inlines, i))
        elseif element.t == 'Str' then
            linked, used = rfc(inlines, i)
            if not linked then linked, used = manual(element), 1 end
        end
        for _, part in ipairs(linked or { element }) do
            if part.t ~= 'Str' or part.text ~= '' then result:insert(part) end
        end
        i = i + used
    end
    return result
end

return references
