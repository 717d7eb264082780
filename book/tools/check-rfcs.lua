-- usage: lua5.4 book/tools/check-rfcs.lua RFCS.txt TEXT.md...
--
-- Whether the RFCs that the texts name, and their sections, are in the
-- list: a line "NUMBER | date | title", below it "  SECTION heading".
--
-- SPDX-License-Identifier: MIT
local known, current = {}, nil
for line in io.lines(arg[1]) do
    local number = line:match('^(%d+) |')
    local section = line:match('^  ([%w.]+) ')
    if number then
        current = number
        known[number] = true
    elseif section then
        known[current .. ' ' .. section] = true
    end
end

local complaints = 0

local function complain(path, text, position, what)
    local _, line = text:sub(1, position):gsub('\n', '')
    complaints = complaints + 1
    io.stderr:write(('%s:%d: error: %s is not in %s\n')
        :format(path, line + 1, what, arg[1]))
end

-- What follows "RFC 1035, ": section 2, sections 2.1 and 2.2, appendix B.
local function sections_in(words)
    local list = {}
    local rest = words:match('^,%s+sections?%s+(.*)')
    local appendix = words:match('^,%s+appendix%s+(%u[%d.]*)')
    if appendix then list[1] = (appendix:gsub('%.$', '')) end
    while rest do
        local section, tail = rest:match('^(%d[%d.]*)(.*)')
        if not section then break end
        list[#list + 1] = section:gsub('%.$', '')
        rest = tail:match('^%s+and%s+(%d.*)') or tail:match('^,%s+(%d.*)')
    end
    return list
end

for i = 2, #arg do
    local file = assert(io.open(arg[i]))
    local text = file:read('a')
    file:close()
    for position, number, words in text:gmatch('()RFC%s+(%d+)()') do
        if not known[number] then
            complain(arg[i], text, position, 'RFC ' .. number)
        end
        for _, section in ipairs(sections_in(text:sub(words, words + 80))) do
            if not known[number .. ' ' .. section] then
                complain(arg[i], text, position,
                    ('section %s of RFC %s'):format(section, number))
            end
        end
    end
end
os.exit(complaints == 0)
