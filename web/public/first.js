// Before the first paint, so that a dark page never flashes white. A file of its own: the page allows no inline script.
;(() => {
  const read = key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const wanted = read('qm.theme')
  const isDark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', isDark)
  document.documentElement.classList.toggle('compact', read('qm.density') === 'compact')

  // See src/lib/tokens.ts and src/app/ahead.ts.
  if (/^\/(app|admin)(\/|$)/.test(location.pathname) && read('qm.signed-in')) {
    const headers = { 'x-session': 'cookie', accept: 'application/json' }
    window.qmRefresh = fetch('/api/auth/refresh/', { method: 'POST', headers })
    window.qmRefresh.catch(() => {})
  }
  const ahead = document.getElementById('ahead')
  if (ahead) import(ahead.href).catch(() => {})
})()
