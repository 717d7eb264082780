-- graph.lua: has graphviz draw a graph, and gives it the book's colours.
--
-- SPDX-License-Identifier: MIT
local svg = require 'svg'

local graph = {}

local options = {
    '-Tsvg', '-Gbgcolor=transparent', '-Nfontname=Inter', '-Efontname=Inter',
    '-Nfontsize=11', '-Efontsize=10.5', '-Earrowsize=0.7',
    '-Granksep=0.35',
}

-- Ids and titles would be there once for each figure of a page.
local function without_clutter(drawing)
    return drawing:gsub('^.-(<svg)', '%1'):gsub('<!%-%-.-%-%->%s*', '')
        :gsub('<title>.-</title>%s*', ''):gsub(' id="[^"]*"', '')
        :gsub(' xmlns:xlink="[^"]*"', '')
        :gsub('<polygon fill="[^"]*" stroke="transparent"[^>]*/>%s*', '')
end

local function for_screen(drawing)
    local function colour(element)
        return element:gsub('stroke="black"', 'class="edge"')
            :gsub('fill="black" class="edge"', 'class="edge-head"')
    end
    return drawing:gsub('<g class="edge">.-</g>', function(group)
        return group:gsub('<path [^>]*>', colour)
            :gsub('<polygon [^>]*>', colour)
            :gsub('<text ', '<text class="label" ')
            :gsub('^<g class="edge">', '<g>')
    end):gsub('<g class="node">.-</g>', function(group)
        return group:gsub('fill="none" stroke="black"', 'class="box"')
            :gsub('<text ', '<text class="text" ')
    end):gsub(' font%-family="[^"]*"', '')
end

local function for_paper(drawing)
    return drawing:gsub('<g class="edge">.-</g>', function(group)
        return group:gsub('stroke="black"', 'stroke="#1f5fa8"')
            :gsub('fill="black"', 'fill="#1f5fa8"')
    end):gsub('<g class="node">.-</g>', function(group)
        return group:gsub('fill="none" stroke="black"',
            'fill="#eef2f7" stroke="#333"')
    end):gsub('font%-family="[^"]*"',
        'font-family="Book Sans, Inter, Helvetica, Arial, sans-serif"')
end

function graph.draw(text, figure)
    local drawing = without_clutter(pandoc.pipe('dot', options, text))
    local width, height = drawing:match('width="(%d+)pt" height="(%d+)pt"')
    local scale = 1.15 * svg.scale(figure)
    drawing = drawing:gsub('width="%d+pt" height="%d+pt"',
        ('width="%d" height="%d" role="img" aria-label="%s"%s'):format(
            math.ceil(width * scale), math.ceil(height * scale),
            svg.escape(figure.alt),
            figure.for_screen and ' class="figure-dot"' or ''), 1)
    return (figure.for_screen and for_screen or for_paper)(drawing)
end

return graph
