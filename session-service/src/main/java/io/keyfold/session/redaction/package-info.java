/** Finds a credential in whatever a provider sends, and takes it out. Knows neither MCP nor HTTP. */
@NullMarked
package io.keyfold.session.redaction;

import org.jspecify.annotations.NullMarked;
