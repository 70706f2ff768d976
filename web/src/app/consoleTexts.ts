import { addTexts } from './i18n.ts'

type Texts = { default: Record<string, unknown> }

addTexts({
  ...import.meta.glob<Texts>(
    '../features/{admin,audit,catalog,dashboard,notifications,orders,people,stock,tenants}/{en,de}.json',
  ),
  ...import.meta.glob<Texts>('../ui/table/{en,de}.json'),
  ...import.meta.glob<Texts>('./texts/*/{en,de}.json'),
})
