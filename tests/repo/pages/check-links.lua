-- usage: lua5.4 tests/repo/pages/check-links.lua PAGE.html...
--
-- Ids that are there twice; links to places that are not there; parts
-- that a page would load from elsewhere; pictures without words.
--
-- SPDX-License-Identifier: MIT
local complaints = 0

local function complain(page, message, ...)
    complaints = complaints + 1
    print(page.path .. ': ' .. message:format(...))
end

local function read_page(path)
    local file = assert(io.open(path))
    local page = { path = path, html = file:read('a'), ids = {} }
    file:close()
    -- What stands in scripts and styles is no markup.
    page.html = page.html:gsub('<script>.-</script>', '')
    page.styles = table.concat((function()
        local list = {}
        for style in page.html:gmatch('<style>(.-)</style>') do
            list[#list + 1] = style
        end
        return list
    end)())
    page.html = page.html:gsub('<style>.-</style>', '')
    return page
end

local pages = {}
for _, path in ipairs(arg) do pages[path] = read_page(path) end

local function exists(path)
    local file = io.open(path)
    if file then file:close() end
    return file ~= nil
end

local function check_link(page, address)
    if address:match('^https://') then return end
    local file, id = address:match('^([^#]*)#?(.*)$')
    local path = file == '' and page.path
        or page.path:gsub('[^/]*$', '') .. file
    if not exists(path) then
        complain(page, 'a link leads to %s, which does not exist', address)
    elseif id ~= '' and pages[path] and not pages[path].ids[id] then
        complain(page, 'a link leads to %s, where no such id is', address)
    end
end

for _, path in ipairs(arg) do
    local page = pages[path]
    for id in page.html:gmatch('%sid="([^"]*)"') do
        if page.ids[id] then complain(page, 'the id %s is used twice', id) end
        page.ids[id] = true
    end
end
for _, path in ipairs(arg) do
    local page = pages[path]
    for tag in page.html:gmatch('<a [^>]*>') do
        check_link(page, tag:match('href="([^"]*)"') or '')
    end
    for tag in page.html:gmatch('<[%a]+ [^>]*>') do
        local source = tag:match('%ssrc="([^"]*)"')
            or tag:match('^<link .-href="([^"]*)"')
        if source and source:match('^%a+://') then
            complain(page, 'is loaded from elsewhere: %s', source)
        elseif source then
            check_link(page, source)
        end
        if tag:match('^<img ') and not tag:match('alt="[^"]+"')
            or tag:match('^<svg ') and not tag:match('aria%-label="[^"]+"') then
            complain(page, 'a picture has no words: %s', tag)
        end
    end
    if page.styles:match('url%(["\']?https?:') then
        complain(page, 'a style loads something from elsewhere')
    end
end
os.exit(complaints == 0)
