'use strict';

// nothing is fetched from, or sent to, anywhere else: no validator, no stored token
SwaggerUIBundle({
  url: '/docs/inbox.yaml',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  validatorUrl: null,
  persistAuthorization: false,
});
