/** Results as a table and as JSON. */
@NullMarked
package io.keyfold.chaos.report;

import org.jspecify.annotations.NullMarked;
