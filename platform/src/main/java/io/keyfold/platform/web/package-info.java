/**
 * Shared parts of all HTTP endpoints: strict input, lists, error responses, callers and scopes, request ids, ETags and
 * idempotency keys. Services import {@link io.keyfold.platform.web.WebConfiguration}.
 */
@NullMarked
package io.keyfold.platform.web;

import org.jspecify.annotations.NullMarked;
