-- usage: lua5.4 book/tools/check-labels.lua LABELS.lua...
--
-- What only the whole book shows: labels used twice or not known, parts
-- of files shown twice or never, and lines of a solution that no listing
-- of the instructor edition shows.  Reads what collect.lua has gathered.
--
-- SPDX-License-Identifier: MIT
package.path = (arg[0]:match('(.*/)') or './') .. '../filters/?.lua;'
    .. package.path
local excerpt = require 'excerpt'

local complaints = 0

local function complain(where, message, ...)
    complaints = complaints + 1
    io.stderr:write(where, ': error: ', message:format(...), '\n')
end

local function check_labels(texts)
    local known = {}
    for _, text in ipairs(texts) do
        for _, label in ipairs(text.labels) do
            local other = known[label.id]
            if other then
                complain(label.where, '#%s is used before, in %s',
                    label.label, other)
            end
            known[label.id] = label.where
            known['@' .. label.label] = true
        end
    end
    for _, text in ipairs(texts) do
        for _, cite in ipairs(text.cites) do
            if not known['@' .. cite.label] then
                complain(cite.where, 'nothing has the label "%s"', cite.label)
            end
        end
    end
end

-- Notes what the listings show: places[path][part] and lines[path][line].
local function gather(texts)
    local places, lines = {}, {}
    for _, text in ipairs(texts) do
        for _, listing in ipairs(text.listings) do
            local path = listing.path
            places[path] = places[path] or {}
            lines[path] = lines[path] or {}
            local before = places[path][listing.part]
            if before then
                complain(listing.where, 'this is shown before, in %s', before)
            end
            places[path][listing.part] = listing.where
            for number = listing.first, listing.last do
                lines[path][number] = true
            end
        end
    end
    return places, lines
end

local function files_of(pattern)
    local pipe = io.popen('ls -1 ' .. pattern .. ' 2>/dev/null')
    local list = {}
    for path in pipe:lines() do list[#list + 1] = path end
    pipe:close()
    return list
end

-- Regions are there to be shown; a whole file shows its regions.
local function check_regions(key, places)
    for _, path in ipairs(files_of('chapters/' .. key .. '/*.c')) do
        local file, shown = excerpt.read(path), places[path] or {}
        for _, name in ipairs(file.names) do
            local part = file.parts[name]
            if part.region and not (shown[name] or shown['']) then
                complain(('%s:%d'):format(path, part.first - 1),
                    'region "%s" is shown nowhere', name)
            end
        end
    end
end

local function definition_at(file, number)
    for _, name in ipairs(file.names) do
        local part = file.parts[name]
        if number >= part.first and number <= part.last then return name end
    end
    return 'the rest'
end

local function check_solution(path, shown)
    local file = excerpt.read(path)
    local _, head = excerpt.head(file)
    local told = {}
    for number = head + 1, #file.lines do
        local name = definition_at(file, number)
        if not shown[number] and file.lines[number]:match('%S')
            and not told[name] then
            told[name] = true
            complain(('%s:%d'):format(path, number),
                'no listing shows this line, of %s', name)
        end
    end
end

local texts = {}
for i, path in ipairs(arg) do texts[i] = dofile(path) end
check_labels(texts)
local places, lines = gather(texts)
for _, text in ipairs(texts) do
    if text.key ~= '' then
        check_regions(text.key, places)
        if text.edition == 'instructor' then
            local pattern = 'solutions/' .. text.key .. '/*.c'
            for _, path in ipairs(files_of(pattern)) do
                check_solution(path, lines[path] or {})
            end
        end
    end
end
os.exit(complaints == 0)
