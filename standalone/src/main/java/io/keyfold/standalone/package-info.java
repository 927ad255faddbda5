/** One JVM, one public port, one data folder: the four services with a broker and a schema registry of their own. */
@NullMarked
package io.keyfold.standalone;

import org.jspecify.annotations.NullMarked;
