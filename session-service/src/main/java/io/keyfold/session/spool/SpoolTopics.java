package io.keyfold.session.spool;

/**
 * Topics of the spool.
 *
 * @param records topic of usage records
 * @param watermarks topic of the spools' watermarks
 */
record SpoolTopics(String records, String watermarks) {}
