-- matter.lua: the parts of the book that are made from other files:
-- listings, hints, answers, contracts, and in the instructor edition
-- tests, comments on the solution and common wrong programs.
--
-- SPDX-License-Identifier: MIT
local excerpt = require 'excerpt'
local exercise = require 'exercise'

local matter = {}
local settings

-- settings: keys (of the chapters), edition, source (a places object).
function matter.begin(new_settings)
    settings = new_settings
end

local function read_markdown(path)
    local file = io.open(path)
    if not file then return pandoc.List {} end
    local blocks = pandoc.read(file:read('a'), 'markdown').blocks
    file:close()
    return blocks
end

local function plain(words)
    return pandoc.Plain(pandoc.utils.blocks_to_inlines(
        pandoc.read(words, 'markdown').blocks))
end

-- --- listings ---

-- listing: label, id, number, caption, path, language, lines, whole,
-- broken, step.
function matter.listing(listing)
    local numbers, texts = {}, {}
    for i, line in ipairs(listing.lines) do
        numbers[i], texts[i] = line[1], line[2]
    end
    local range = ''
    if not listing.whole and #numbers > 1 then
        range = (', lines %d–%d'):format(numbers[1], numbers[#numbers])
    elseif not listing.whole then
        range = (', line %d'):format(numbers[1] or 0)
    end
    if listing.broken then range = range .. ', wrong on purpose' end
    local caption = pandoc.Plain {
        pandoc.Span({ pandoc.Str('Listing\u{a0}' .. listing.number) },
            { class = 'label' }),
        pandoc.Space(),
        pandoc.Span(plain(listing.caption).content, { class = 'what' }),
        pandoc.Space(),
        pandoc.Span({ pandoc.Code(listing.path), pandoc.Str(range) },
            { class = 'where' }),
    }
    local classes = { 'listing' }
    if listing.broken then classes[2] = 'broken' end
    if listing.step then classes[2] = 'open' end
    return pandoc.Div({
        pandoc.Div({ caption }, { class = 'caption' }),
        pandoc.CodeBlock(table.concat(texts, '\n'), pandoc.Attr('',
            { listing.language, 'numbered' },
            { numbers = table.concat(numbers, ' ') })),
    }, pandoc.Attr(listing.id, classes, {
        label = listing.label, number = listing.number,
        step = listing.step or nil,
    }))
end

-- --- questions ---

-- The question without its answer, and the answer (nil if none).
function matter.split_question(div)
    local body, answer = pandoc.List {}, nil
    for _, block in ipairs(div.content) do
        if block.t == 'Div' and block.classes[1] == 'answer' then
            answer = block.content
        else
            body:insert(block)
        end
    end
    return body, answer
end

-- --- steps ---

local function hint_label(key, step)
    return ('sec:hints-%s-%s'):format((key:gsub('^%d+%-', '')), step)
end

local function has_hints(key)
    local file = io.open('chapters/' .. key .. '/hints.md')
    if file then file:close() end
    return file ~= nil
end

local function hint_link(key, step)
    local number = key:match('^0*(%d+)')
    return pandoc.Div({
        pandoc.Plain {
            pandoc.Str 'Stuck?', pandoc.Space(),
            pandoc.Link({ pandoc.Str 'Hints', pandoc.Space(),
                pandoc.Str 'for', pandoc.Space(), pandoc.Str 'this',
                pandoc.Space(), pandoc.Str 'step' },
                '#' .. hint_label(key, step):gsub(':', '-'), '', { class = 'elsewhere' }),
            pandoc.Str ',', pandoc.Space(), pandoc.Str 'or',
            pandoc.Space(), pandoc.Code('make hint-' .. number),
            pandoc.Str '.',
        },
    }, { class = 'hint-link' })
end

local function simple_table(heads, alignments, rows)
    local function cells(row)
        local list = {}
        for i, cell in ipairs(row) do list[i] = { plain(cell) } end
        return list
    end
    local widths = {}
    for i in ipairs(heads) do widths[i] = 0 end
    local body = {}
    for i, row in ipairs(rows) do body[i] = cells(row) end
    return pandoc.utils.from_simple_table(pandoc.SimpleTable(
        {}, alignments, widths, cells(heads), body))
end

-- In headings and sentences of the instructor's parts.
local function escaped(words)
    return (words:gsub('[\\`*_{}%[%]<>#@$^~|]', '\\%0'))
end

local function test_table(tests, step)
    local rows, sum = {}, 0
    for _, test in ipairs(tests) do
        if test.step == step then
            rows[#rows + 1] = { '`' .. test.id .. '`', escaped(test.title),
                tostring(test.points) }
            sum = sum + test.points
        end
    end
    return simple_table({ 'Test', 'What holds for a right program',
        'Points' }, { 'AlignLeft', 'AlignLeft', 'AlignRight' }, rows), sum
end

-- The comments on each step, by number, from book/teaching/KEY.md.
local function comments_on_steps(key)
    local comments, step = {}, nil
    for _, block in ipairs(read_markdown('book/teaching/' .. key .. '.md')) do
        if block.t == 'Header' then
            step = tonumber(pandoc.utils.stringify(block):match('^Step (%d+)'))
        elseif step then
            comments[step] = comments[step] or pandoc.List {}
            comments[step]:insert(block)
        end
    end
    return comments
end

local function instructor_notes(tests, comments, step)
    local list, sum = test_table(tests, step)
    local blocks = pandoc.List {
        plain(('**For the instructor: %d points**'):format(sum)),
    }
    blocks[1] = pandoc.Div({ blocks[1] }, { class = 'callout-title' })
    blocks:extend(comments[step] or {})
    blocks:insert(pandoc.Div({ list }, { class = 'table' }))
    return pandoc.Div(blocks, { class = 'instructor' })
end

-- Adds to the end of each step's section where its hints are, and for
-- instructors what is tested.
function matter.close_steps(blocks, key)
    local result, step = pandoc.List {}, nil
    local instructor = settings.edition == 'instructor'
    local tests = instructor and exercise.tests(key) or {}
    local comments = instructor and comments_on_steps(key) or {}
    local function close()
        if not step then return end
        if has_hints(key) then result:insert(hint_link(key, step)) end
        if instructor then
            if not comments[tonumber(step)] then
                settings.source:complain(('book/teaching/%s.md:1'):format(key),
                    'there is no comment on step %s', step)
            end
            result:insert(instructor_notes(tests, comments, tonumber(step)))
        end
        step = nil
    end
    for _, block in ipairs(blocks) do
        if block.t == 'Header' and block.level <= 2 then
            close()
            step = block.classes:includes 'step'
                and pandoc.utils.stringify(block.content)
                    :match('Step (%d+):') or nil
        end
        result:insert(block)
    end
    close()
    return result
end

-- --- what is gathered from the chapters ---

local function chapter_title(key)
    for _, block in ipairs(read_markdown('chapters/' .. key .. '/chapter.md')) do
        if block.t == 'Header' and block.level == 1 then
            return pandoc.utils.stringify(block), block.identifier
        end
    end
end

-- A heading for what comes from one chapter.
local function chapter_heading(key, name)
    local title = chapter_title(key)
    return pandoc.Header(2, plain(escaped(title)).content, pandoc.Attr(('sec:%s-%s'):format(name, (key:gsub('^%d+%-', '')))))
end

local fillers = {}

function fillers.hints()
    local result = pandoc.List {}
    for _, key in ipairs(settings.keys) do
        local step, steps = nil, pandoc.List {}
        for _, block in ipairs(
            read_markdown('chapters/' .. key .. '/hints.md')) do
            if block.t == 'Header' then
                step = pandoc.utils.stringify(block):match('^Step (%d+)')
                steps:insert(pandoc.Header(3, block.content, pandoc.Attr(
                    hint_label(key, step or 'none'))))
            elseif block.t == 'OrderedList' then
                for i, item in ipairs(block.content) do
                    steps:insert(pandoc.Div(item, pandoc.Attr('',
                        { 'hint' }, { number = tostring(i) })))
                end
            end
        end
        if #steps > 0 then
            result:insert(chapter_heading(key, 'hints'))
            result:extend(steps)
        end
    end
    return result
end

function fillers.answers()
    local result = pandoc.List {}
    for _, key in ipairs(settings.keys) do
        local number, entries = 0, pandoc.List {}
        pandoc.Pandoc(read_markdown('chapters/' .. key .. '/chapter.md')):walk {
            Div = function(div)
                if div.classes[1] ~= 'question' then return end
                local _, answer = matter.split_question(div)
                number = number + 1
                local id = div.identifier:gsub(':', '-')
                entries:insert(pandoc.Div(answer or {}, pandoc.Attr(
                    id .. '-answer', { 'answer-entry' }, {
                        number = ('%s.%d'):format(key:match('^0*(%d+)'),
                            number),
                        question = id,
                    })))
            end,
        }
        if number > 0 then
            result:insert(chapter_heading(key, 'answers'))
            result:extend(entries)
        end
    end
    return result
end

function fillers.contracts()
    local result = pandoc.List {}
    for _, key in ipairs(settings.keys) do
        local contract = pandoc.List {}
        pandoc.Pandoc(read_markdown('chapters/' .. key .. '/chapter.md')):walk {
            Div = function(div)
                if div.classes[1] == 'contract' then
                    contract:extend(div.content)
                end
            end,
        }
        if #contract > 0 then
            result:insert(chapter_heading(key, 'contract'))
            result:extend(contract)
        end
    end
    return result
end

-- Each wrong program, under the step of the first test that it fails.
local function wrong_programs_of(key, tests, step)
    local step_of, rows = {}, {}
    for _, test in ipairs(tests) do step_of[test.id] = test.step end
    for _, program in ipairs(exercise.wrong_programs(key)) do
        local first
        for _, id in ipairs(program.fails) do
            if step_of[id] then first = math.min(first or 99, step_of[id]) end
        end
        if first == step then
            local fails = {}
            for i, id in ipairs(program.fails) do fails[i] = '`' .. id .. '`' end
            if #fails > 3 then
                fails = { fails[1], fails[2],
                    ('%d more'):format(#fails - 2) }
            end
            rows[#rows + 1] = pandoc.Div({
                pandoc.Para(plain(('**The program %s.** %s *Fails:* %s.')
                    :format(escaped(program.misconception),
                        escaped(program.shows),
                        table.concat(fails, ', '))).content),
            }, { class = 'wrong-program' })
        end
    end
    return rows
end

local function step_titles(key)
    local titles = {}
    for _, block in ipairs(read_markdown('chapters/' .. key .. '/chapter.md')) do
        local title = block.t == 'Header' and block.level == 2
            and pandoc.utils.stringify(block):match('^Step %d+: .*')
        if title then titles[#titles + 1] = title end
    end
    return titles
end

function fillers.wrong_programs()
    local result = pandoc.List {}
    for _, key in ipairs(settings.keys) do
        local tests = exercise.tests(key)
        result:insert(chapter_heading(key, 'wrong'))
        for step, title in ipairs(step_titles(key)) do
            local rows = wrong_programs_of(key, tests, step)
            if #rows > 0 then
                result:insert(pandoc.Header(3, plain(title).content,
                    pandoc.Attr(('sec:wrong-%s-%d'):format(
                        (key:gsub('^%d+%-', '')), step))))
                result:extend(rows)
            end
        end
    end
    return result
end

-- The rest of each solution, which no step shows: what stands in front
-- of the first definition.
function fillers.solution_heads()
    local result = pandoc.List {}
    for _, key in ipairs(settings.keys) do
        local name = exercise.file(key)
        local path = ('solutions/%s/%s'):format(key, name or '')
        local file = name and excerpt.read(path)
        if file then
            result:insert(pandoc.CodeBlock('', pandoc.Attr(
                'lst:head-' .. (key:gsub('^%d+%-', '')), { 'c' }, {
                    include = path, part = '(head)',
                    caption = 'The beginning of ' .. name,
                })))
        end
    end
    return result
end

-- Points of each step of each chapter.
function fillers.points()
    local rows = {}
    for _, key in ipairs(settings.keys) do
        local tests = exercise.tests(key)
        for step, title in ipairs(step_titles(key)) do
            local count, sum = 0, 0
            for _, test in ipairs(tests) do
                if test.step == step then
                    count, sum = count + 1, sum + test.points
                end
            end
            rows[#rows + 1] = { step == 1
                and escaped(chapter_title(key)) or '', escaped(title),
                tostring(count), tostring(sum) }
        end
    end
    return pandoc.List { simple_table(
        { 'Chapter', 'Step', 'Tests', 'Points' },
        { 'AlignLeft', 'AlignLeft', 'AlignRight', 'AlignRight' }, rows) }
end

-- Replaces "::: {.fill what=hints}" by what it asks for.
function matter.fill(blocks)
    local result = pandoc.List {}
    for _, block in ipairs(blocks) do
        local what = block.t == 'Div' and block.classes[1] == 'fill'
            and block.attributes.what
        if what then
            local found = fillers[what] and fillers[what]() or {}
            if #found == 0 then
                settings.source:complain(
                    settings.source:line_of('what="' .. what),
                    'nothing is known of "%s"', what)
            end
            result:extend(found)
        elseif block.t == 'Div' and block.classes[1] == 'instructor-only' then
            if settings.edition == 'instructor' then
                result:extend(matter.fill(block.content))
            end
        else
            result:insert(block)
        end
    end
    return result
end

return matter
