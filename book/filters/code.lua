-- code.lua: code and console sessions as HTML.
--
-- pandoc highlights; the lines are then wrapped again, so that each one
-- carries its number as an attribute: a stylesheet shows it, and nobody
-- copies it or has it read out.
--
-- SPDX-License-Identifier: MIT
local svg = require 'svg'

local code = {}

-- On paper, blocks of more lines than this may go over two pages.
local breakable = 14

-- pandoc's C knows size_t and uint16_t, but no types of the sockets.
local function mark_types(line)
    local depth = 0
    return (line:gsub('([^<]*)(<?/?)([^>]*>?)', function(words, open, tag)
        if depth == 0 then
            words = words:gsub('%f[%w_]([%a][%w_]*_t)%f[^%w_]',
                '<span class="dt">%1</span>')
        end
        if open == '<' then depth = depth + 1 end
        if open == '</' then depth = depth - 1 end
        return words .. open .. tag
    end))
end

-- The classes that the stylesheets know.
local coloured = {
    kw = true, cf = true, dt = true, st = true, ch = true, sc = true,
    ss = true, co = true, pp = true, im = true, dv = true, bn = true,
    fl = true, ['do'] = true, an = true, cv = true,
}

local function without_others(line)
    return (line:gsub('<span class="(%a+)">([^<]*)</span>',
        function(class, words)
            if not coloured[class] then return words end
        end))
end

local function highlighted_by_pandoc(text, language)
    local html = pandoc.write(pandoc.Pandoc {
        pandoc.CodeBlock(text, { class = language }) }, 'html5')
    local lines = {}
    for line in (html:match('<code[^>]*>(.*)</code>') .. '\n')
        :gmatch('(.-)\n') do
        local inner = line:gsub('^<span id="[^"]*">', '')
            :gsub('<a href="[^"]*"[^>]*></a>', '')
        if line:match('^<span id=') then inner = inner:gsub('</span>$', '') end
        lines[#lines + 1] = mark_types(without_others(inner))
    end
    return table.concat(lines, '\n')
end

-- Where highlighted code is kept: every form of the book shows the same.
local cache

function code.begin(cache_folder)
    cache = cache_folder
end

-- At once: two editions may be made at the same time.
function code.write_file(path, text)
    local unique = os.tmpname()
    local part = path .. unique:match('[^/]*$')
    local file = assert(io.open(part, 'w'))
    file:write(text)
    file:close()
    os.remove(unique)
    os.rename(part, path)
end

-- The highlighted lines of some code.
local function highlight(text, language)
    local path = ('%s/%s.html'):format(cache,
        pandoc.utils.sha1(language .. '\n' .. text))
    local file = io.open(path)
    local html = file and file:read('a')
    if file then file:close() end
    if not html then
        html = highlighted_by_pandoc(text, language)
        code.write_file(path, html)
    end
    local lines = {}
    for line in (html .. '\n'):gmatch('(.-)\n') do lines[#lines + 1] = line end
    return lines
end

-- Blanks for tabs: on paper tabs go astray between coloured words.
function code.expand(text)
    local lines = {}
    for line in (text .. '\n'):gmatch('(.-)\n') do
        local column, out = 0, {}
        for _, point in utf8.codes(line) do
            local width = point == 9 and 8 - column % 8 or 1
            column = column + width
            out[#out + 1] = point == 9 and (' '):rep(width)
                or utf8.char(point)
        end
        lines[#lines + 1] = table.concat(out)
    end
    return table.concat(lines, '\n')
end

local function numbers_of(block)
    local numbers = {}
    for number in (block.attributes.numbers or ''):gmatch('%d+') do
        numbers[#numbers + 1] = number
    end
    return numbers
end

local function wrapped(lines, class, attributes)
    return ('<pre class="%s"%s><code>%s</code></pre>'):format(class,
        attributes or '', table.concat(lines, '\n'))
end

-- For paper: what stays on one page with the caption, and the rest,
-- if not all of it should stay.
local function in_two(lines, class)
    local last = #lines > breakable and 6 or #lines
    local rest = table.move(lines, last + 1, #lines, 1, {})
    if #rest == 0 then return wrapped(lines, class) end
    return wrapped(table.move(lines, 1, last, 1, {}), class .. ' begun'),
        wrapped(rest, class .. ' rest')
end

-- A block of code; its numbers, if it has any, are one for each line.
function code.html(block)
    local numbers = numbers_of(block)
    local lines = highlight(block.text, block.classes[1])
    for i, line in ipairs(lines) do
        local number = numbers[i]
            and (' data-line="%s"'):format(numbers[i]) or ''
        lines[i] = ('<span class="line"%s>%s</span>'):format(number, line)
    end
    return wrapped(lines, #numbers > 0 and 'code numbered' or 'code',
        ' tabindex="0"')
end

-- The same for paper, where numbers are text: boxes take long to lay out.
function code.on_paper(block)
    local numbers = numbers_of(block)
    local lines = highlight(block.text, block.classes[1])
    for i, line in ipairs(lines) do
        if numbers[i] then
            lines[i] = ('<i class="n">%3s  </i>%s'):format(numbers[i], line)
        end
    end
    return in_two(lines, 'code')
end

local function typed_line(prompt, words)
    return ('<span class="prompt">%s</span><kbd>%s</kbd>'):format(
        svg.escape(prompt), svg.escape(words))
end

-- A session: what is typed, and what the machine answers.  The shell's
-- "> " in front of a continued line is its own: typed, it would empty
-- a file.
local function session_lines(text)
    local lines, goes_on = {}, false
    for line in (text .. '\n'):gmatch('(.-)\n') do
        local prompt, words = line:match('^(%$ )(.*)$')
        if not prompt and goes_on then
            prompt, words = line:match('^(> )(.*)$')
            if not prompt then prompt, words = '', line end
        end
        lines[#lines + 1] = prompt and typed_line(prompt, words)
            or '<samp>' .. svg.escape(line) .. '</samp>'
        goes_on = prompt and words:match('\\$')
    end
    return lines
end

-- An answer holds its own line end: without it no empty line is left.
function code.session(text)
    local lines = session_lines(text)
    for i = 1, #lines - 1 do
        lines[i] = lines[i]:match('^<samp>')
            and lines[i]:gsub('</samp>$', '\n</samp>')
            or lines[i] .. '\n'
    end
    return ('<pre class="console" tabindex="0"><code>%s</code></pre>')
        :format(table.concat(lines))
end

function code.session_on_paper(text)
    return in_two(session_lines(text), 'console')
end

return code
