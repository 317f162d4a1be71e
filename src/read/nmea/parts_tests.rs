use super::super::made::voyage;
use super::super::sentence::Sentence;
use super::*;

const MOST_WAITING: usize = 256;

/// What becomes of sentences on lines of these numbers: the payloads of messages, and the first lines of those lost.
fn put_together(sentences: &[(u64, String)]) -> (Vec<String>, Vec<u64>) {
    let (mut parts, mut lost, mut whole) = (Parts::new(MOST_WAITING), Vec::new(), Vec::new());
    for (line, text) in sentences {
        let at = text.find('!').unwrap();
        let sentence = Sentence::read(text.as_bytes(), at).unwrap();
        let message = parts.take(&sentence.part, sentence.payload, (*line, text.as_bytes()), &mut lost);
        whole.extend(message.map(|message| String::from_utf8(message.payload().unwrap()).unwrap()));
    }
    assert!(parts.waiting.len() <= MOST_WAITING);
    lost.extend(parts.into_lost());
    (whole, lost.iter().map(|waiting| waiting.line).collect())
}

fn numbered(sentences: impl IntoIterator<Item = String>) -> Vec<(u64, String)> {
    (1..).zip(sentences).collect()
}

#[test]
fn messages_on_two_channels_may_be_interleaved() {
    let (a, b) = (voyage(311_000_112, 100), voyage(311_000_013, 169));
    let ([a1, a2], [b1, b2]) = (a.two(3, 'A'), b.two(3, 'B'));
    let (whole, lost) = put_together(&numbered([a1, b1, b2, a2]));
    assert_eq!(whole, [b.payload().0, a.payload().0]);
    assert!(lost.is_empty());
}

#[test]
fn sentences_may_come_in_any_order() {
    let made = voyage(311_000_112, 100);
    let [first, second] = made.two(3, 'A');
    assert_eq!(put_together(&numbered([second, first])).0, [made.payload().0]);
}

#[test]
fn a_message_that_begins_anew_gives_up_the_one_before() {
    let made = voyage(311_000_112, 100);
    let [first, second] = made.two(3, 'A');
    let (whole, lost) = put_together(&numbered([first.clone(), first, second]));
    assert_eq!((whole, lost), (vec![made.payload().0], vec![1]));
}

#[test]
fn a_sentence_that_never_comes_costs_one_message() {
    let [first, _] = voyage(311_000_112, 100).two(3, 'A');
    let [_, second] = voyage(311_000_013, 100).two(4, 'A');
    let (whole, lost) = put_together(&numbered([first, second]));
    assert_eq!((whole.len(), lost), (0, vec![1, 2]));
}

#[test]
fn sentences_too_far_apart_are_of_different_messages() {
    let [first, second] = voyage(311_000_112, 100).two(3, 'A');
    let apart = |lines: u64| put_together(&[(7, first.clone()), (7 + lines, second.clone())]);
    assert_eq!(apart(MOST_LINES).0.len(), 1);
    assert_eq!(apart(MOST_LINES + 1), (vec![], vec![7, 7 + MOST_LINES + 1]));
    let late = |seconds| {
        let sentences = [format!("{first},1411920500"), format!("{second},{}", 1_411_920_500 + seconds)];
        put_together(&numbered(sentences)).0.len()
    };
    assert_eq!((late(30), late(31)), (1, 0));
}

#[test]
fn stations_do_not_complete_each_other() {
    let [first, second] = voyage(311_000_112, 100).two(3, 'A');
    let of = |sentence: &str, station: &str| format!("{sentence},r{station},1411920500");
    assert_eq!(put_together(&numbered([of(&first, "1"), of(&second, "2")])).0.len(), 0);
    assert_eq!(put_together(&numbered([of(&first, "1"), of(&second, "1")])).0.len(), 1);
}

#[test]
fn only_so_many_messages_wait_at_a_time() {
    let [first, _] = voyage(311_000_112, 100).two(3, 'A');
    let many = (0..400).map(|station| format!("{first},r{station}"));
    let (whole, lost) = put_together(&numbered(many));
    assert_eq!((whole.len(), lost.len()), (0, 400));
    assert_eq!(lost[..3], [1, 2, 3]);
}
