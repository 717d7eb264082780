-- usage: lua5.4 book/tools/check-manuals.lua LABELS.lua...
--
-- Whether the manual pages that the texts name are installed.
--
-- SPDX-License-Identifier: MIT
local complaints, seen = 0, {}
for _, path in ipairs(arg) do
    for _, manual in ipairs(dofile(path).manuals) do
        local page = manual.section .. ' ' .. manual.name
        if seen[page] == nil then
            seen[page] = os.execute('man -w ' .. page .. ' >/dev/null 2>&1')
        end
        if not seen[page] then
            complaints = complaints + 1
            io.stderr:write(manual.where, ': error: there is no manual page ',
                manual.name, '(', manual.section, ')\n')
        end
    end
end
os.exit(complaints == 0)
