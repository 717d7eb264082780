// The reader's choice of light or dark, before anything is painted.
// SPDX-License-Identifier: MIT
(function () {
  try {
    const theme = localStorage.getItem('workbook-theme');
    if (theme) document.documentElement.dataset.theme = theme;
  } catch (error) { /* no storage: the system's choice holds */ }
})();
