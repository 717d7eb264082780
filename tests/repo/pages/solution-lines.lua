-- usage: lua5.4 tests/repo/pages/solution-lines.lua none|all TEXT...
--
-- Looks in the texts of a book for the lines that only the steps of the
-- solutions have.  "none": names those that it finds; "all": names those
-- that it does not find.  What the worked examples or the chapters have
-- as well is no secret, and very short lines say nothing.
--
-- SPDX-License-Identifier: MIT
local function lines_of(command)
    local list, pipe = {}, io.popen(command)
    for line in pipe:lines() do list[#list + 1] = line end
    pipe:close()
    return list
end

local function squeeze(text)
    return (text:gsub('%s+', ' '):gsub('^ ', ''):gsub(' $', ''))
end

local public = squeeze(table.concat(lines_of(
    'cat skeletons/*/*.c chapters/*/*.c chapters/*/*.md'), '\n'))

-- The lines between step markers, with the places that they have.
local function secrets()
    local list = {}
    for _, path in ipairs(lines_of('ls solutions/*/*.c')) do
        local number, inside = 0, false
        for line in io.lines(path) do
            number = number + 1
            local text = squeeze(line)
            if text:match('^/%* %-%-%- end of step') then
                inside = false
            elseif text:match('^/%* %-%-%- step') then
                inside = true
            elseif inside and #text >= 20
                and not public:find(text, 1, true) then
                list[#list + 1] =
                    { text = text, where = path .. ':' .. number }
            end
        end
    end
    return list
end

local entities =
    { amp = '&', lt = '<', gt = '>', quot = '"', ['#39'] = "'" }

local function book_text(path)
    local file = assert(io.open(path))
    local text = file:read('a')
    file:close()
    if path:match('%.x?html$') then
        text = text:gsub('<[^>]*>', ''):gsub('&([%w#]+);', entities)
    end
    return squeeze(text)
end

local found, wanted = {}, arg[1]
local list = secrets()
for i = 2, #arg do
    local text = book_text(arg[i])
    for _, secret in ipairs(list) do
        if text:find(secret.text, 1, true) then found[secret] = arg[i] end
    end
end
local complaints = 0
for _, secret in ipairs(list) do
    if wanted == 'none' and found[secret] then
        complaints = complaints + 1
        print(('%s: is in %s: %s'):format(secret.where, found[secret],
            secret.text))
    elseif wanted == 'all' and not found[secret] then
        complaints = complaints + 1
        print(('%s: is shown nowhere: %s'):format(secret.where, secret.text))
    end
end
if #list == 0 then
    print('there are no solutions to look for')
    os.exit(false)
end
os.exit(complaints == 0)
