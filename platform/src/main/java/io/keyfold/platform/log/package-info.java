/** The log as the source of truth: append commands, decide, fold events, read views. */
@NullMarked
package io.keyfold.platform.log;

import org.jspecify.annotations.NullMarked;
