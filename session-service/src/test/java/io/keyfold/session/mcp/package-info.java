@NullMarked
package io.keyfold.session.mcp;

import org.jspecify.annotations.NullMarked;
