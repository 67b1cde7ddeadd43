import type { Namespace } from './placed.ts'

const svgTags = byLowerCase(
  `altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix
  feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
  feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
  fePointLight feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient
  radialGradient textPath`,
)

const svgAttributes = byLowerCase(
  `attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits
  glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust
  limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength
  patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
  primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures specularConstant
  specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX
  targetY textLength viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan`,
)

/** How the browser spells an element's name: its parser lower-cases all, and gives SVG its capitals back. */
export function tagName(written: string, namespace: Namespace): string {
  const name = written.toLowerCase()
  return namespace === 'svg' ? (svgTags.get(name) ?? name) : name
}

/** How the browser spells an attribute's name. */
export function attributeName(written: string, namespace: Namespace): string {
  const name = written.toLowerCase()
  if (namespace === 'svg') return svgAttributes.get(name) ?? name
  return namespace === 'math' && name === 'definitionurl' ? 'definitionURL' : name
}

function byLowerCase(names: string): ReadonlyMap<string, string> {
  return new Map(names.split(/\s+/).map((name) => [name.toLowerCase(), name]))
}
