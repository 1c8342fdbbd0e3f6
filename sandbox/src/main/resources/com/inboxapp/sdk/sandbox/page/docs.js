'use strict';

/**
 * Makes the prefilled form of each operation a valid request. The examples of optional parameters exclude each other, so they are moved to the
 * description. If exactly one of several parameters is required, the first keeps its example.
 */
function withoutOptionalExamples(api) {
  const operations = Object.values(api.paths || {}).flatMap(Object.values);
  const needed = operations.flatMap(operation => operation['x-inbox-exactly-one-of'] || []).map(names => names[0]);
  operations
    .flatMap(operation => operation.parameters || [])
    .concat(Object.values(api.components?.parameters || {}))
    .filter(parameter => parameter.example !== undefined && !parameter.required && !needed.includes(parameter.name))
    .forEach(withoutExample);
  return api;
}

function withoutExample(parameter) {
  const example = typeof parameter.example === 'string' ? parameter.example : JSON.stringify(parameter.example);
  parameter.description = `${parameter.description || ''}\n\nExample: \`${example}\``;
  delete parameter.example;
  if (parameter.style === 'deepObject') {
    parameter.example = {}; // without an example, the form is filled with all properties of the object
  }
}

/** Converts a value to pairs in bracket notation, such as `filters[tags][selectedIds][0]=tag_support`. */
function brackets(name, value) {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => brackets(`${name}[${key}]`, inner))
    : [[name, String(value)]];
}

/** Rewrites a request's query to bracket notation. Swagger UI writes the inner levels of an object as JSON. */
function inBrackets(request) {
  const url = new URL(request.url, window.location.href);
  const pairs = [...url.searchParams].flatMap(([name, value]) => {
    try {
      return brackets(name, /^[[{]/.test(value) ? JSON.parse(value) : value);
    } catch {
      return [[name, value]];
    }
  });
  url.search = new URLSearchParams(pairs);
  return { ...request, url: url.href };
}

// contacts no other server: no validator; and does not store the token
SwaggerUIBundle({
  url: '/docs/inbox.yaml',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  validatorUrl: null,
  persistAuthorization: false,
  requestInterceptor: inBrackets,
  plugins: [
    {
      statePlugins: {
        spec: { wrapActions: { updateJsonSpec: update => api => update(withoutOptionalExamples(api)) } },
      },
    },
  ],
});
