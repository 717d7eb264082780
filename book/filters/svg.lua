-- svg.lua: what the writers of figures share.
--
-- A figure is drawn for the screen, with classes that the stylesheet
-- colours for light and dark, or for paper, with colours written out.
--
-- SPDX-License-Identifier: MIT
local svg = {}

local sans = 'Book Sans, Inter, Helvetica, Arial, sans-serif'
local mono = 'Book Mono, JetBrains Mono, DejaVu Sans Mono, monospace'

-- What each class looks like on paper.
local paper = {
    line = 'fill="none" stroke="#888" stroke-width="1"',
    message = 'fill="none" stroke="#1f5fa8" stroke-width="1.6"',
    head = 'fill="#1f5fa8"',
    wait = 'fill="#f0c674" stroke="#8a5c00" stroke-width="0.8"',
    box = 'fill="#eef2f7" stroke="#333" stroke-width="1.1"',
    cargo = 'fill="#fff" stroke="#333" stroke-width="1.1"',
    border = 'fill="#fdf3e3" stroke="#8a5c00" stroke-width="1.3"'
        .. ' stroke-dasharray="5 3"',
    dot = 'fill="#333"',
    call = ('fill="#222" font-size="12.5" font-family="%s"'):format(mono),
    label = ('fill="#1f5fa8" font-size="12" font-family="%s"'):format(sans),
    remark = ('fill="#7a5200" font-size="11.5" font-style="italic"'
        .. ' font-family="%s"'):format(sans),
    name = ('fill="#222" font-size="13" font-weight="600"'
        .. ' font-family="%s"'):format(sans),
    text = ('fill="#222" font-size="12" font-family="%s"'):format(sans),
}

local entities =
    { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }

function svg.escape(text)
    return (text:gsub('[&<>"]', entities))
end

-- A function that gives the attributes for a class.
function svg.styles(for_screen)
    return function(class)
        if for_screen then return 'class="' .. class .. '"' end
        return paper[class]
    end
end

-- On paper, what is 12 pixels high becomes 8 points, in every figure.
function svg.scale(figure)
    return figure.for_paper and 0.88 or 1
end

-- The whole drawing.  figure: kind, alt, for_screen,
-- for_paper.
function svg.document(width, height, parts, figure)
    local class = figure.for_screen
        and ('class="figure-%s" '):format(figure.kind) or ''
    local scale = svg.scale(figure)
    return ('<svg xmlns="http://www.w3.org/2000/svg" %sviewBox="0 0 %d %d" '
        .. 'width="%d" height="%d" role="img" aria-label="%s">\n%s\n</svg>')
        :format(class, width, height, math.ceil(width * scale),
            math.ceil(height * scale), svg.escape(figure.alt),
            table.concat(parts, '\n'))
end

function svg.lines(text)
    local lines, number = {}, 0
    for line in (text .. '\n'):gmatch('(.-)\n') do
        number = number + 1
        local words = line:match('^%s*(.-)%s*$')
        if words ~= '' and not words:match('^#') then
            lines[#lines + 1] = { number = number, text = words }
        end
    end
    return lines
end

return svg
