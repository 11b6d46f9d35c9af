"""ROUGE beside rouge-score on the same pairs, and as Hugging Face's evaluate gives it."""

import random

import pytest

import tidings

WORDS = (
    "the ferry ferries sank sinking officials said say nine 9 people died dead night divers wreck's U.S. e-mail "
    "running runs happily Größe naïve 1,200 sky skies dying relational conditional . , ; - \u2019s (sound)"
).split(" ")


def pairs(count, seed=7):
    """Random texts of one to six lines, with empty ones and odd characters among them."""
    draw = random.Random(seed)

    def text():
        lines = draw.choice([0, 1, 1, 2, 3, 6])
        return "\n".join(" ".join(draw.choices(WORDS, k=draw.randint(1, 14))) for _ in range(lines))

    return [text() for _ in range(count)], [text() for _ in range(count)]


@pytest.mark.parametrize("stem", [True, False])
def test_equal_to_rouge_score_to_the_last_digit(stem):
    scorer = pytest.importorskip("rouge_score.rouge_scorer")
    names = ["rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum"]
    theirs = scorer.RougeScorer(names, use_stemmer=stem)
    ours = tidings.Rouge("rouge-score", metrics=names, stem=stem)
    predictions, references = pairs(600)
    found = ours.compute(predictions=predictions, references=references).per_item
    for item, prediction, reference in zip(found, predictions, references):
        expected = theirs.score(reference, prediction)
        assert {name: tuple(score) for name, score in item.items()} == {
            name: tuple(score) for name, score in expected.items()
        }, (prediction, reference)
    assert ours.score(references[3], predictions[3])["rougeL"]._asdict() == (
        theirs.score(references[3], predictions[3])["rougeL"]._asdict()
    )


def test_several_references():
    scorer = pytest.importorskip("rouge_score.rouge_scorer")
    names = ["rouge1", "rouge2", "rougeL"]
    theirs = scorer.RougeScorer(names, use_stemmer=True)
    ours = tidings.Rouge("rouge-score", metrics=names)
    predictions, one = pairs(60)
    _, two = pairs(60, seed=8)
    found = ours.compute(predictions=predictions, references=list(zip(one, two)))
    for item, prediction, references in zip(found.per_item, predictions, zip(one, two)):
        expected = theirs.score_multi(list(references), prediction)
        assert {name: tuple(score) for name, score in item.items()} == {
            name: tuple(score) for name, score in expected.items()
        }
    assert "refs=2" in found.signature


def test_results_are_those_of_evaluate():
    predictions, references = pairs(50)
    rouge = tidings.Rouge(preset="rouge-score")
    result = rouge.compute(predictions=predictions, references=references)
    assert list(result) == ["rouge1", "rouge2", "rougeL", "rougeLsum"] and result.measure == "fmeasure"
    for name, figure in result.items():
        mean = sum(item[name].fmeasure for item in result.per_item) / 50
        assert figure == pytest.approx(mean, abs=1e-12)
        low, high = result.intervals[name]
        assert low <= figure <= high and result.scores[name].fmeasure == figure
    each = rouge.compute(predictions=predictions, references=references, use_aggregator=False)
    assert each["rouge2"] == [item["rouge2"].fmeasure for item in result.per_item]
    assert result.signature.startswith("rouge:flavour=rouge-score|measures=1,2,L,Lsum|stem=nltk-porter")


def test_the_same_as_the_command(command, tmp_path):
    predictions, references = pairs(40)
    predictions = [text or "none" for text in predictions]
    references = [text or "none" for text in references]
    for folder, texts in (("system", predictions), ("models", references)):
        (tmp_path / folder).mkdir()
        for n, text in enumerate(texts):
            (tmp_path / folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    import json

    for preset in ("duc2004", "default", "rouge-score", "wcep", "unicode"):
        said = json.loads(
            command("rouge", "-c", tmp_path / "system", "-r", tmp_path / "models", "--preset", preset, "--json")
        )
        ids = [f"{n:02}" for n in range(40)]
        found = tidings.Rouge(preset).compute(predictions=predictions, references=references, ids=ids)
        assert found.signature == said["signature"]
        for name, score in said["scores"].items():
            assert found.scores[name] == (score["p"]["avg"], score["r"]["avg"], score["f"]["avg"])
            measure = {"recall": "r", "precision": "p", "fmeasure": "f"}[found.measure]
            assert found.intervals[name] == (score[measure]["lo"], score[measure]["hi"])


def test_progress_and_its_absence_give_the_same():
    predictions, references = pairs(4_100)
    seen = []
    rouge = tidings.Rouge("rouge-score", samples=10)
    told = rouge.compute(
        predictions=predictions, references=references, progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(2_000, 4_100), (4_000, 4_100), (4_100, 4_100)]
    assert told == rouge.compute(predictions=predictions, references=references)


def test_wrong_questions_are_told_so():
    with pytest.raises(tidings.TidingsError, match="`duc1999` is no preset; the presets are default"):
        tidings.Rouge("duc1999")
    with pytest.raises(tidings.TidingsError, match="rouge-score has no rougeSU4"):
        tidings.Rouge("rouge-score", metrics=["rougeSU4"])
    with pytest.raises(tidings.TidingsError, match="is no ROUGE measure"):
        tidings.Rouge(metrics=["bleu"])
    rouge = tidings.Rouge()
    with pytest.raises(tidings.TidingsError, match="1 predictions and 2 references"):
        rouge.compute(predictions=["a"], references=["a", "b"])
    with pytest.raises(tidings.TidingsError, match="nothing to score"):
        rouge.compute(predictions=[], references=[])
    assert "duc2004" in tidings.Rouge.presets()


def test_a_table_of_the_result():
    pytest.importorskip("pandas")
    frame = tidings.Rouge().compute(predictions=["a b"], references=["a b c"]).to_pandas()
    assert list(frame.index) == ["rouge1", "rouge2", "rougeL", "rougeSU4"]
    assert frame.loc["rouge1", "precision"] == 1.0
