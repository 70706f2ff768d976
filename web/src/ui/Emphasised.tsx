/** A text in which `<b>…</b>` sets words apart. */
export function Emphasised({ text, className }: { text: string; className: string }) {
  return text.split(/<\/?b>/).map((part, index) =>
    index % 2 === 1 ? (
      <b key={index} className={className}>
        {part}
      </b>
    ) : (
      part
    ),
  )
}
