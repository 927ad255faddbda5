/** The log as the source of truth: append a command and await its outcome, decide, fold, read. */
@NullMarked
package io.keyfold.platform.log;

import org.jspecify.annotations.NullMarked;
