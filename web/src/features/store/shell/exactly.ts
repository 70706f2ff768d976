/** The router marks a link as current for all pages below it too; these lead to one page. */
export const exactly = { activeOptions: { exact: true } }
