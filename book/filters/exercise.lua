-- exercise.lua: what the repository knows about a chapter's exercise:
-- its tests (from the suite's EXERCISE_TEST macros) and the wrong
-- programs that they catch (from the first comments of the samples).
--
-- SPDX-License-Identifier: MIT
local exercise = {}

local function read_file(path)
    local file = assert(io.open(path))
    local text = file:read('a')
    file:close()
    return text
end

local function list_files(pattern)
    local pipe = io.popen('ls -1 ' .. pattern .. ' 2>/dev/null')
    local list = {}
    for path in pipe:lines() do list[#list + 1] = path end
    pipe:close()
    return list
end

-- The adjacent string literals after ".name =".
local function string_field(fields, name)
    local start = fields:match('%.' .. name .. '%s*=%s*()')
    if not start then return '' end
    local value = ''
    while true do
        local literal, next_start = fields:match('^%s*"([^"]*)"()', start)
        if not literal then return value end
        value, start = value .. literal, next_start
    end
end

-- The tests in their order: step, id, points, title.
function exercise.tests(key)
    local tests = {}
    for _, path in ipairs(list_files('tests/' .. key .. '/*.c')) do
        local source = read_file(path):gsub('\\"', '”')
        for step, id, fields in source:gmatch(
            '\nEXERCISE_TEST%((%d+),%s*([%w_]+),(.-)%)%s*\n{') do
            tests[#tests + 1] = {
                step = tonumber(step), id = id,
                points = tonumber(fields:match('%.points = (%d+)')) or 0,
                title = string_field(fields, 'title'),
            }
        end
    end
    return tests
end

-- The wrong programs: name, misconception, shows, fails (a list of ids).
function exercise.wrong_programs(key)
    local programs = {}
    local pattern = 'tests/samples/' .. key .. '/wrong/*.c'
    for _, path in ipairs(list_files(pattern)) do
        local comment = read_file(path):match('^/%*(.-)%*/') or ''
        comment = comment:gsub('%s*\n%s*%*%s*', ' ')
        local program = {
            name = path:match('([^/]+)%.c$'), path = path, fails = {},
            misconception = comment:match('misconception: (.-) fails:') or '',
            shows = comment:match('shows: (.-)%s*$') or '',
        }
        local fails = comment:match('fails: (.-) shows:') or ''
        for id in fails:gmatch('%S+') do table.insert(program.fails, id) end
        programs[#programs + 1] = program
    end
    return programs
end

-- The file of the exercise: its name, as "nslookup.c".
function exercise.file(key)
    local path = list_files('solutions/' .. key .. '/*.c')[1]
        or list_files('skeletons/' .. key .. '/*.c')[1]
    return path and path:match('([^/]+)$')
end

return exercise
