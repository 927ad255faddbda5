/** Finds credentials in the output of providers and removes them. Independent of MCP and HTTP. */
@NullMarked
package io.keyfold.session.redaction;

import org.jspecify.annotations.NullMarked;
